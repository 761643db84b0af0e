import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { version } from '../../agent/version.ts';
import type { Hub } from '../../hub/start-hub.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { windowsDir } from '../start/build.ts';
import { readPort } from '../start/ports.ts';
import { untilAborted } from '../until-aborted.ts';
import { postgresAddress, postgresOption } from './postgres-option.ts';

export const hubCommand: Command = {
  name: 'hub',
  summary: 'the central server of a chain',
  options: {
    data: { help: 'folder of the hub, made by "hub init"', value: 'DIR', required: true },
    postgres: postgresOption,
    port: { help: 'port to serve on; 0 takes a free one', value: 'N', default: '8787' },
    host: {
      help: 'address to serve on; 0.0.0.0 lets other machines in',
      value: 'HOST',
      default: '127.0.0.1',
    },
    'tls-cert': { help: 'PEM file with the certificate and its chain: serves HTTPS', value: 'FILE' },
    'tls-key': { help: 'PEM file with the private key of the certificate', value: 'FILE' },
  },
  example: 'kopilka hub --data ./hub',
  run: async (context) => {
    const { pino } = await import('pino');
    const { HubStartFailure, startHub } = await import('../../hub/start-hub.ts');
    process.umask(0o077);
    const { lockDataDir } = await import('../../agent/data-lock.ts');
    const dataDir = resolve(context.must('data'));
    if (!existsSync(dataDir)) {
      throw new CommandFailure({
        ru: `В папке ${dataDir} ещё нет сети. Сначала выполните "kopilka hub init".`,
        en: `${dataDir} holds no chain yet. Run "kopilka hub init" first.`,
      });
    }
    const postgres = postgresAddress(context);
    // Two on one SQLite file would split what protects against replayed requests; PostgreSQL is there for many.
    const lock = postgres === undefined ? lockDataDir(dataDir, 'hub') : null;
    if (lock?.ok === false) throw new CommandFailure(lock.error.sentence);
    let hub: Hub;
    try {
      hub = await startHub({
        dataDir,
        postgres,
        port: readPort(context.must('port'), 'port'),
        host: context.must('host'),
        tls: tlsFiles(context),
        version: version,
        windowsDir,
        log: pino({ name: 'hub' }, pino.destination({ dest: 2, sync: true })),
      });
    } catch (cause) {
      if (cause instanceof HubStartFailure) throw new CommandFailure(cause.message);
      throw cause;
    }
    tellReady(context, hub);
    await untilAborted(context.signal);
    await hub.close();
    if (lock?.ok === true) lock.value();
    return 0;
  },
};

function tellReady(context: CommandContext, { url, consoleUrl }: Hub): void {
  if (context.json) {
    context.out(JSON.stringify({ ready: true, url, console: consoleUrl }));
    return;
  }
  context.out(`Hub      ${url}`);
  context.out(`Console  ${consoleUrl ?? 'is not built: run "npm run build" and start the hub again'}`);
  context.out('Ctrl-C stops the hub.');
}

/** Both files or neither: half of a pair is a mistake that would serve tokens in the clear. */
function tlsFiles(context: CommandContext): { certFile: string; keyFile: string } | undefined {
  const certFile = context.text('tls-cert');
  const keyFile = context.text('tls-key');
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) {
    throw new UsageFailure({
      ru: 'Укажите и --tls-cert, и --tls-key или ни одного.',
      en: 'Give both --tls-cert and --tls-key, or neither.',
    });
  }
  return { certFile: resolve(certFile), keyFile: resolve(keyFile) };
}
