/** The till agent as a utility process of Electron. Everything it is told comes from the main process that forked it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import pino from 'pino';
import { runElectronAgent } from './electron-agent.ts';
import { TILL_OPTIONS_VARIABLE } from './electron-messages.ts';
import { startTill } from './till.ts';

// What the till writes is for its own user: members' data, keys, tokens. (A worker may not say so.)
if (isMainThread) process.umask(0o077);
const optionsText = process.env[TILL_OPTIONS_VARIABLE];
// The enrolment code in it is nobody else's business, least of all a child process's.
delete process.env[TILL_OPTIONS_VARIABLE];

runElectronAgent({
  parent: process.parentPort,
  optionsText,
  exit: (code) => process.exit(code),
  openTill: (options) => {
    const logsDir = join(options.dataDir, 'logs');
    mkdirSync(logsDir, { recursive: true });
    const log = pino({ name: 'till' }, pino.destination({ dest: join(logsDir, 'till.log'), sync: true }));
    process.on('uncaughtException', (cause) => {
      log.fatal({ err: cause }, 'The till agent met a bug and ends; it is started again.');
      process.exit(1);
    });
    return startTill({ ...options, windowsDir: null, log });
  },
});
