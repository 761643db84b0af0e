import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Command, type CommandContext, CommandFailure } from '../command.ts';
import { type Child, startChild } from '../start/child.ts';
import { hasScreen, openInBrowser } from '../start/open-window.ts';
import { readPort, requireFreePorts } from '../start/ports.ts';
import { findRunning, markRunning } from '../start/running.ts';
import { demoEnrolCode, ensureBenchConfig, ensureDemoChain, seedDemoChain } from '../start/seed.ts';
import { ensureWindows } from '../start/windows-build.ts';
import { untilAborted } from '../until-aborted.ts';

const READY_TIMEOUT_MS = 60_000;
const hubReady = z.object({ url: z.string() });
const tillReady = z.object({ posApi: z.string(), tokenFile: z.string(), window: z.string() });

type Ports = { readonly hub: number; readonly pos: number; readonly window: number };

async function startHubProcess(dataDir: string, port: number): Promise<{ child: Child; url: string }> {
  const child = await startChild({
    name: 'hub',
    words: ['hub', '--data', join(dataDir, 'hub'), '--port', String(port)],
    logFile: join(dataDir, 'logs/hub.log'),
    readyTimeoutMs: READY_TIMEOUT_MS,
  });
  return { child, url: hubReady.parse(child.ready).url };
}

async function startTillProcess(
  dataDir: string,
  ports: Ports,
  hubUrl: string,
  enrolCode: string | null,
): Promise<{ child: Child; addresses: z.output<typeof tillReady> }> {
  const tillDir = join(dataDir, 'till');
  ensureBenchConfig(tillDir);
  const child = await startChild({
    name: 'till',
    words: [
      ...['till', '--data', tillDir, '--hub', hubUrl],
      ...['--port', String(ports.pos), '--ui-port', String(ports.window)],
      ...(enrolCode === null ? [] : ['--enrol', enrolCode]),
    ],
    logFile: join(dataDir, 'logs/till.log'),
    readyTimeoutMs: READY_TIMEOUT_MS,
  });
  return { child, addresses: tillReady.parse(child.ready) };
}

function addressLines(dataDir: string, hubUrl: string, till: z.output<typeof tillReady>): string[] {
  return [
    `Cashier window  ${till.window}`,
    `POS API         ${till.posApi}   token in ${till.tokenFile}`,
    `Hub             ${hubUrl}   manager token in ${join(dataDir, 'demo.json')}`,
    `Data and logs   ${dataDir}`,
  ];
}

function tellRunning(context: CommandContext, lines: readonly string[]): void {
  context.out('Kopilka is already running:');
  for (const line of lines) context.out(`  ${line}`);
  context.out('Stop it with Ctrl-C in its terminal.');
}

/** Waits for Ctrl-C, or for a process that ends by itself: then the demo is over, and the log says why. */
async function watch(
  context: CommandContext,
  dataDir: string,
  children: readonly (readonly [string, Child])[],
): Promise<number> {
  const ended = children.map(async ([name, child]) => ({ name, code: await child.ended }));
  const first = await Promise.race([untilAborted(context.signal), ...ended]);
  if (first === undefined) context.error('Stopping…');
  else
    context.error(
      `The ${first.name} ended by itself (exit code ${first.code}). See ${join(dataDir, 'logs')}.`,
    );
  // The till first: it tells the hub what it still has.
  for (const [, child] of [...children].reverse()) await child.stop();
  return first === undefined ? 0 : 1;
}

async function runDemo(context: CommandContext, dataDir: string, ports: Ports): Promise<number> {
  const children: (readonly [string, Child])[] = [];
  try {
    const isNew = !existsSync(join(dataDir, 'demo.json'));
    const token = ensureDemoChain(dataDir);
    context.error(
      isNew ? 'Making a demo chain: hub, program, goods, members, one till…' : 'Starting hub and till…',
    );
    const hub = await startHubProcess(dataDir, ports.hub);
    children.push(['hub', hub.child]);
    const management = { url: hub.url, token };
    // Seeded again until a till was enrolled, so that a first start cut short is made whole by the next.
    const enrolled = existsSync(join(dataDir, 'till/till-key.pem'));
    if (!enrolled) await seedDemoChain(management);
    const enrolCode = enrolled ? null : await demoEnrolCode(management);
    const till = await startTillProcess(dataDir, ports, hub.url, enrolCode);
    children.push(['till', till.child]);
    const lines = addressLines(dataDir, hub.url, till.addresses);
    const unmark = markRunning(dataDir, lines, new Date().toISOString());
    if (context.json) context.out(JSON.stringify({ ready: true, hub: hub.url, ...till.addresses }));
    else {
      context.out('');
      context.out('Kopilka runs:');
      for (const line of lines) context.out(`  ${line}`);
      context.out('');
      context.out('Open the cashier window in a browser. Ctrl-C stops everything; the data stays.');
    }
    if (!context.flag('no-open') && !context.json && hasScreen()) openInBrowser(till.addresses.window);
    const code = await watch(context, dataDir, children);
    unmark();
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
    'no-open': { help: 'do not open a window or browser' },
  },
  example: 'kopilka start',
  run: async (context) => {
    const dataDir = resolve(context.text('data') ?? process.env.KOPILKA_DATA ?? 'data');
    const running = findRunning(dataDir);
    if (running !== null) {
      tellRunning(context, running.lines);
      return 0;
    }
    const ports: Ports = {
      hub: readPort(context.must('hub-port'), 'hub-port'),
      pos: readPort(context.must('port'), 'port'),
      window: readPort(context.must('ui-port'), 'ui-port'),
    };
    await requireFreePorts([
      { port: ports.hub, option: 'hub-port', purpose: 'the hub' },
      { port: ports.pos, option: 'port', purpose: 'the POS API' },
      { port: ports.window, option: 'ui-port', purpose: 'the cashier window' },
    ]);
    await ensureWindows((line) => context.error(line));
    if (context.signal.aborted) throw new CommandFailure('Stopped before anything was started.');
    return runDemo(context, dataDir, ports);
  },
};
