import { Socket } from 'node:net';
import { loadCommands } from './load-commands.ts';
import { runCommandLine } from './run.ts';
import { FOLLOW_PARENT } from './start/child.ts';

// Ctrl-C asks the command to end by itself; a second one, or ten idle seconds, ends the process.
const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    setTimeout(() => process.exit(130), 10_000).unref();
  });
}
if (process.env[FOLLOW_PARENT] === '1') {
  process.stdin.resume();
  process.stdin.once('close', () => controller.abort());
  // Waiting for that must not keep a command alive that has done its work.
  if (process.stdin instanceof Socket) process.stdin.unref();
}
// `kopilka … | head` closes the pipe early: that is no fault.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => process.exit(cause.code === 'EPIPE' ? 0 : 1));

const words = process.argv.slice(2);
process.exitCode = await runCommandLine(await loadCommands(words), words, process, controller.signal);
