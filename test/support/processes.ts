import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './repository.ts';

const cli = join(root, 'scripts/kopilka.mjs');

export type Finished = { readonly code: number | null; readonly out: string; readonly error: string };

/** Runs one `kopilka` command to its end, as a shell would. */
export function runCli(words: readonly string[], stdin = ''): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...words], { cwd: root, stdio: 'pipe' });
    const out: Buffer[] = [];
    const error: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => error.push(bytes));
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), error: Buffer.concat(error).toString() }),
    );
  });
}

export type Running = {
  /** What the command printed when it was ready. */
  readonly ready: Record<string, string>;
  readonly process: ChildProcess;
  /** Everything on standard error so far. */
  readonly log: () => string;
  /** Ends it with a signal and waits. */
  readonly end: (signal?: NodeJS.Signals) => Promise<void>;
};

/** A start takes a second or two; on a machine where ten others compute, 45 seconds have been seen. */
const READY_TIMEOUT_MS = 180_000;

/**
 * Starts a long-running `kopilka` command as its own process and waits until it says it is ready. `through`: a command
 * that becomes it, such as one that enters a namespace.
 */
export function startCli(
  words: readonly string[],
  env: Record<string, string> = {},
  through: readonly string[] = [],
): Promise<Running> {
  const [command = '', ...given] = [...through, process.execPath, cli, ...words, '--json'];
  const child = spawn(command, given, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const error: Buffer[] = [];
  child.stderr.on('data', (bytes: Buffer) => error.push(bytes));
  const log = (): string => Buffer.concat(error).toString();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // Else it becomes ready later, for nobody, and works on below a folder that the test has removed.
      child.kill('SIGKILL');
      reject(new Error(`kopilka ${words.join(' ')} is not ready:\n${log()}`));
    }, READY_TIMEOUT_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`kopilka ${words.join(' ')} ended with ${code}:\n${log()}`));
    });
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolve({
        ready: JSON.parse(line),
        process: child,
        log,
        end: async (signal = 'SIGTERM') => {
          if (child.exitCode === null && child.signalCode === null) child.kill(signal);
          await exited;
        },
      });
    });
  });
}

/** Asks again until an answer is not null; fails with the question's name after the time. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null> | T | null,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
