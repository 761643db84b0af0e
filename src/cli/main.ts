import { allCommands } from './commands.ts';
import { runCommandLine } from './run.ts';

// Ctrl-C asks the command to end by itself; a second one, or ten idle seconds, ends the process.
const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    setTimeout(() => process.exit(130), 10_000).unref();
  });
}
// `kopilka … | head` closes the pipe early: that is no fault.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => process.exit(cause.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCommandLine(allCommands, process.argv.slice(2), process, controller.signal);
