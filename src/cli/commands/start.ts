import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Language } from '../../contracts/local-text.ts';
import { type Command, type CommandContext, CommandFailure } from '../command.ts';
import { ensureWindows } from '../start/build.ts';
import type { Child } from '../start/child.ts';
import { launchHub, launchTill, type Ports, type TillAddresses } from '../start/launch.ts';
import { hasScreen, openInBrowser } from '../start/open-window.ts';
import { readPort, requireFreePorts } from '../start/ports.ts';
import { type Running, readRunning, removeRunning, writeRunning } from '../start/running.ts';
import { demoEnrolCode, ensureDemoChain, seedDemoChain } from '../start/seed.ts';
import { addressWords, type PartName, startWords } from '../start/words.ts';
import { untilAborted } from '../until-aborted.ts';

function tellRunning(context: CommandContext, running: Running | null): void {
  const { language } = context;
  if (running === null) {
    context.out(startWords.startedAlready[language]);
    return;
  }
  context.out(startWords.running[language]);
  for (const line of running.lines) context.out(`  ${line}`);
  context.out(startWords.stopIt(running.pid)[language]);
}

/** Waits for Ctrl-C, or for a process that ends by itself: then the demo is over, and the log says why. */
async function watch(
  context: CommandContext,
  dataDir: string,
  children: readonly (readonly [PartName, Child])[],
): Promise<number> {
  const ended = children.map(async ([name, child]) => ({ name, code: await child.ended }));
  const first = await Promise.race([untilAborted(context.signal), ...ended]);
  const { language } = context;
  if (first === undefined) context.error(startWords.stopping[language]);
  // Quitting the window is how a person stops the product there.
  else if (first.name === 'window' && first.code === 0) context.error(startWords.windowClosed[language]);
  else context.error(startWords.endedByItself(first.name, first.code, join(dataDir, 'logs'))[language]);
  // The till first: it tells the hub what it still has.
  for (const [, child] of [...children].reverse()) await child.stop();
  return first === undefined || first.code === 0 ? 0 : 1;
}

type Addresses = {
  readonly hubUrl: string;
  readonly consoleUrl: string | null;
  /** Opens the console. Beside the address and not in it: addresses stay in a browser's history. */
  readonly managerToken: string;
  readonly till: TillAddresses;
};

function addressLines(
  dataDir: string,
  { hubUrl, consoleUrl, managerToken, till }: Addresses,
  language: Language,
): string[] {
  const say = addressWords[language];
  const row = (name: string, text: string): string => `${name.padEnd(15)} ${text}`;
  return [
    ...(till.window === null ? [] : [row(say.window, till.window)]),
    ...(consoleUrl === null ? [] : [row(say.console, `${consoleUrl}   ${say.demoToken} ${managerToken}`)]),
    row('POS API', `${till.posApi}   ${say.tokenIn} ${till.tokenFile}`),
    row(say.hub, `${hubUrl}   ${say.managerTokenIn} ${join(dataDir, 'demo.json')}`),
    row(say.data, dataDir),
  ];
}

function tellStarted(
  context: CommandContext,
  { hubUrl, consoleUrl, till }: Addresses,
  lines: readonly string[],
): void {
  if (context.json) {
    context.out(JSON.stringify({ ready: true, hub: hubUrl, console: consoleUrl, ...till }));
    return;
  }
  const say = addressWords[context.language];
  context.out('');
  context.out(say.runs);
  for (const line of lines) context.out(`  ${line}`);
  context.out('');
  context.out(`${till.window === null ? '' : say.open}${say.stop}`);
}

async function startAll(
  context: CommandContext,
  dataDir: string,
  ports: Ports,
  started: (readonly [PartName, Child])[],
): Promise<Addresses> {
  const isNew = !existsSync(join(dataDir, 'demo.json'));
  const { managerToken: token, language } = await ensureDemoChain(dataDir, context.language);
  context.error((isNew ? startWords.making : startWords.starting)[context.language]);
  const hub = await launchHub(dataDir, ports.hub);
  started.push(['hub', hub.child]);
  const management = { url: hub.url, token };
  // Seeded again until a till has its database, so that a first start cut short is made whole by the next.
  if (!existsSync(join(dataDir, 'till/till.sqlite'))) await seedDemoChain(management, language);
  const { child, name, addresses } = await launchTill({
    dataDir,
    ports,
    hubUrl: hub.url,
    enrolCode: await demoEnrolCode(management, language),
    language,
    wantsWindow: !context.flag('no-open') && !context.json,
    tell: (line) => context.error(line[context.language]),
  });
  started.push([name, child]);
  return { hubUrl: hub.url, consoleUrl: hub.consoleUrl, managerToken: token, till: addresses };
}

async function runDemo(context: CommandContext, dataDir: string, ports: Ports): Promise<number> {
  const children: (readonly [PartName, Child])[] = [];
  try {
    const addresses = await startAll(context, dataDir, ports, children);
    const { till } = addresses;
    const lines = addressLines(dataDir, addresses, context.language);
    writeRunning(dataDir, lines, new Date().toISOString());
    tellStarted(context, addresses, lines);
    const opens = !context.flag('no-open') && !context.json && hasScreen();
    if (opens && till.window !== null) openInBrowser(till.window, join(dataDir, 'open-window.html'));
    const code = await watch(context, dataDir, children);
    return code;
  } catch (cause) {
    for (const [, child] of children.reverse()) await child.stop();
    throw cause;
  }
}

export const startCommand: Command = {
  name: 'start',
  summary: 'the whole product on this machine: hub, one till and the cashier window with a demo chain',
  options: {
    data: { help: 'where everything is kept (or KOPILKA_DATA)', value: 'DIR' },
    'hub-port': { help: 'port of the hub', value: 'N', default: '8787' },
    port: { help: 'port of the POS API', value: 'N', default: '8377' },
    'ui-port': { help: 'port of the cashier window', value: 'N', default: '8378' },
    language: { help: "language of a new demo chain: ru or en (default: this machine's)", value: 'LANG' },
    'no-open': { help: 'do not open a window or browser' },
  },
  example: 'kopilka start',
  run: async (context) => {
    const dataDir = resolve(context.text('data') ?? process.env.KOPILKA_DATA ?? 'data');
    // The window's secret and the members' data are for this user only.
    process.umask(0o077);
    const { lockDataDir } = await import('../../agent/data-lock.ts');
    const lock = lockDataDir(dataDir, 'start');
    if (!lock.ok) {
      if (!lock.error.held) throw new CommandFailure(lock.error.sentence);
      tellRunning(context, readRunning(dataDir));
      return 0;
    }
    removeRunning(dataDir);
    try {
      const ports: Ports = {
        hub: readPort(context.must('hub-port'), 'hub-port'),
        pos: readPort(context.must('port'), 'port'),
        window: readPort(context.must('ui-port'), 'ui-port'),
      };
      await requireFreePorts([
        { port: ports.hub, option: 'hub-port', purpose: { ru: 'сервер сети', en: 'the hub' } },
        { port: ports.pos, option: 'port', purpose: { ru: 'POS API', en: 'the POS API' } },
        { port: ports.window, option: 'ui-port', purpose: { ru: 'окно кассира', en: 'the cashier window' } },
      ]);
      await ensureWindows((line) => context.error(line[context.language]));
      if (context.signal.aborted) throw new CommandFailure(startWords.stoppedBefore);
      return await runDemo(context, dataDir, ports);
    } finally {
      removeRunning(dataDir);
      lock.value();
    }
  },
};
