import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Told } from './beside-order.ts';

/** Work under way. `answer`: null when it was ended first; rejects with what went wrong. */
export type Beside<Answer> = {
  readonly answer: Promise<Answer | null>;
  readonly end: () => Promise<void>;
};

/**
 * Does what would stop a till, or would leave its memory behind, in a process that ends when it is done: what the system
 * hands to a thread never quite comes back. `file` calls `onOrder`. Electron's program cannot be made to run other code,
 * so there it is a thread. Whoever began it ends it or waits: it keeps the till's process alive.
 */
export function workBeside<Answer>(file: URL, order: object): Beside<Answer> {
  const told = Promise.withResolvers<Answer | null>();
  const gone = Promise.withResolvers<void>();
  let ended = false;
  const hear = (message: unknown): void => {
    const answer = message as Told<Answer>;
    if ('failure' in answer) told.reject(new Error(answer.failure));
    else told.resolve(answer.answer);
  };
  const leave = (how: string): void => {
    if (ended) told.resolve(null);
    else told.reject(new Error(`It ended without an answer: ${how}.`));
    gone.resolve();
  };
  const end =
    process.versions.electron === undefined
      ? inProcess(file, order, hear, leave)
      : inThread(file, order, hear, leave);
  return {
    answer: told.promise,
    end: () => {
      ended = true;
      end();
      return gone.promise;
    },
  };
}

type Hear = (message: unknown) => void;
type Leave = (how: string) => void;

function inProcess(file: URL, order: object, hear: Hear, leave: Leave): () => void {
  // The order may hold the key of the file: it goes by message, which no list of processes shows.
  const child = fork(fileURLToPath(file), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  child.on('message', hear);
  child.once('error', (cause) => leave(cause.message));
  child.once('exit', (code, signal) => leave(signal ?? `code ${code}`));
  child.send(order, (failure) => {
    if (failure !== null) child.kill('SIGKILL');
  });
  return () => void child.kill('SIGKILL');
}

function inThread(file: URL, order: object, hear: Hear, leave: Leave): () => void {
  const worker = new Worker(file, { workerData: order });
  worker.on('message', hear);
  worker.once('error', (cause) => leave(String(cause)));
  worker.once('exit', (code) => leave(`code ${code}`));
  return () => void worker.terminate();
}
