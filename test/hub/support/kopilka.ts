import { Readable, Writable } from 'node:stream';
import { allCommands } from '../../../src/cli/commands.ts';
import { runCommandLine } from '../../../src/cli/run.ts';

/** Runs a command as a shell would; answers exit code and what it wrote. */
export async function kopilka(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const sink = (to: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        written[to] += String(chunk);
        done();
      },
    });
  const streams = { stdin: Readable.from([]), stdout: sink('out'), stderr: sink('err') };
  const code = await runCommandLine(allCommands, words, streams, new AbortController().signal);
  return { code, ...written };
}
