import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { startTill, Till, TillOptions } from '../../agent/till.ts';
import { type Command, type CommandContext, CommandFailure } from '../command.ts';
import { languageOption } from '../language.ts';
import { windowsDir } from '../start/build.ts';
import { readPort } from '../start/ports.ts';
import { untilAborted } from '../until-aborted.ts';

async function startOrFail(start: typeof startTill, options: TillOptions): Promise<Till> {
  const started = await start(options);
  if (!started.ok) throw new CommandFailure(started.error);
  return started.value;
}

const portsOf = ({ posApi, windowUrl }: Till): Pick<TillOptions, 'posPort' | 'uiPort'> => ({
  posPort: Number(new URL(posApi.url).port),
  uiPort: windowUrl === null ? null : Number(new URL(windowUrl).port),
});

const words = {
  ru: { token: 'ключ в', window: 'Окно', stop: 'Ctrl-C останавливает кассу.' },
  en: { token: 'token in', window: 'Window', stop: 'Ctrl-C stops the till.' },
} as const;

function tellReady(context: CommandContext, { posApi, windowUrl, integrations }: Till): void {
  const { url, socket, tokenFile } = posApi;
  const addresses = {
    ...{ posApi: url, tokenFile, window: windowUrl, ...integrations },
    ...(socket === null ? {} : { socket }),
  };
  if (context.json) {
    context.out(JSON.stringify({ ready: true, ...addresses }));
    return;
  }
  const say = words[context.language];
  context.out(`POS API   ${addresses.posApi}   ${say.token} ${addresses.tokenFile}`);
  if (socket !== null) context.out(`          ${socket}`);
  for (const [vendor, base] of Object.entries(integrations)) context.out(`${vendor.padEnd(9)} ${base}`);
  if (addresses.window !== null) context.out(`${say.window.padEnd(9)} ${addresses.window}`);
  context.out(say.stop);
}

export const tillCommand: Command = {
  name: 'till',
  summary: 'one till agent: the POS API and the cashier window',
  options: {
    data: { help: 'folder of the till', value: 'DIR', required: true },
    hub: { help: "the chain's hub, needed at the first start", value: 'URL' },
    enrol: {
      help: 'one-time code of "hub enrol-code", for the first start (or KOPILKA_ENROL)',
      value: 'CODE',
    },
    port: { help: 'port of the POS API', value: 'N', default: '8377' },
    'ui-port': { help: 'port of the cashier window', value: 'N', default: '8378' },
    config: { help: 'devices and printing (default DIR/config.json)', value: 'FILE' },
    headless: { help: 'no window: the POS API only' },
    language: languageOption,
  },
  example: 'kopilka till --data ./till --hub http://127.0.0.1:8787 --enrol K7QD-2M9X',
  run: async (context) => {
    // Loaded only here: the other commands start faster without servers and drivers.
    const { pino } = await import('pino');
    const dataDir = resolve(context.must('data'));
    // What the till writes is for its own user: members' data, keys, tokens.
    process.umask(0o077);
    const agent = await import('../../agent/till.ts');
    const configFile = context.text('config');
    if (configFile !== undefined && !existsSync(resolve(configFile))) {
      throw new CommandFailure({
        en: `The config file ${configFile} does not exist. Check the path, or leave --config out.`,
        ru: `Файла настроек ${configFile} нет. Проверьте путь или уберите --config.`,
      });
    }
    const hubUrl = context.text('hub');
    const enrolCode = context.text('enrol') ?? process.env.KOPILKA_ENROL;
    const options: TillOptions = {
      dataDir,
      posPort: readPort(context.must('port'), 'port'),
      uiPort: context.flag('headless') ? null : readPort(context.must('ui-port'), 'ui-port'),
      windowsDir,
      configFile: resolve(configFile ?? join(dataDir, 'config.json')),
      ...(hubUrl === undefined ? {} : { hubUrl }),
      ...(enrolCode === undefined ? {} : { enrolCode }),
      log: pino({ name: 'till' }, pino.destination({ dest: 2, sync: true })),
    };
    let till = await startOrFail(agent.startTill, options);
    tellReady(context, till);
    // Now, because a till that loses its power never comes to its end. See `scripts/kopilka.mjs`.
    flushCompileCache();
    // Loading is over; from here the engine may take what the work needs. See `collect-at-rest.ts` for giving it back.
    setFlagsFromString('--semi-space-growth-factor=2');
    const ended = untilAborted(context.signal).then(() => 'ended' as const);
    for (;;) {
      const outcome = await Promise.race([ended, till.damaged]);
      await till.close();
      if (outcome === 'ended') break;
      // On the same ports: the register and the window find it again.
      till = await startOrFail(agent.startTill, { ...options, ...portsOf(till) });
    }
    return 0;
  },
};
