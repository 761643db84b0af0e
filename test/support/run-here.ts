import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { allCommands } from '../../src/cli/commands.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { Finished } from './processes.ts';

/**
 * Runs one `kopilka` command to its end in this process, word for word as `runCli` does: for the many that only prepare
 * a test, each of which would otherwise wait for a process to start.
 */
export async function runHere(words: readonly string[]): Promise<Finished> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const streams = { stdin: Readable.from([]), stdout, stderr };
  const running = runCommandLine(allCommands, words, streams, new AbortController().signal).finally(() => {
    stdout.end();
    stderr.end();
  });
  const [code, out, error] = await Promise.all([running, text(stdout), text(stderr)]);
  return { code, out, error };
}
