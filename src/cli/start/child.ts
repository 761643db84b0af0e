import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Sentence } from '../../contracts/sentence.ts';
import { CommandFailure } from '../command.ts';
import { type PartName, startWords } from './words.ts';

const main = fileURLToPath(new URL('../../../scripts/kopilka.mjs', import.meta.url));

export type Child = {
  /** What the command printed when it was ready. */
  readonly ready: unknown;
  readonly pid: number;
  /** Resolves with the exit code when the process ends by itself. */
  readonly ended: Promise<number>;
  /** Asks it to end and waits; after ten seconds it is killed. */
  readonly stop: () => Promise<void>;
};

/** Environment variable: end when standard input ends. */
export const FOLLOW_PARENT = 'KOPILKA_FOLLOW_PARENT';

export type ChildOptions = {
  /** Environment beside this process's own; secrets go here, since every user sees a command line. */
  readonly env?: Readonly<Record<string, string>>;
  readonly name: PartName;
  /** Words after `kopilka`; `--json` is added. */
  readonly words: readonly string[];
  readonly logFile: string;
  readonly readyTimeoutMs: number;
};

function readFirstLine(child: ChildProcess, options: ChildOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { name, logFile } = options;
    const fail = (sentence: Sentence): void => reject(new CommandFailure(sentence));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(startWords.notReady(name, options.readyTimeoutMs / 1000, logFile));
    }, options.readyTimeoutMs);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(startWords.couldNotStart(name, code, logFile));
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      try {
        resolve(JSON.parse(line));
      } catch {
        fail(startWords.answeredElse(name, line.slice(0, 200), logFile));
      }
    });
  });
}

/** Starts a long-running command of this same CLI as a process of its own and waits until it says it is ready. */
export async function startChild(options: ChildOptions): Promise<Child> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const child = spawn(process.execPath, [main, ...options.words, '--json'], {
    cwd: join(dirname(main), '../..'),
    // The pipe to its input closes when this process dies, however it dies: then the child ends too.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env, [FOLLOW_PARENT]: '1' },
    // Its own group: Ctrl-C reaches the parent only, which then stops the children in order.
    detached: process.platform !== 'win32',
  });
  child.stderr.pipe(log);
  child.stdin.on('error', () => {});
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  const ready = await readFirstLine(child, options);
  child.stdout.resume();
  return {
    ready,
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}
