import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ChildApi } from '../../src/main/electron-api.ts';
import { realPorts } from './electron-ports.ts';

/** Everything a test sees of a process that main forked. */
export type StandInChild = ChildApi & {
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What main said to it, in order. */
  readonly heard: unknown[];
  /** How many ports came with each message. */
  readonly portCounts: number[];
  /** As if the process had said it. */
  readonly say: (message: unknown) => void;
  /** As if the process had ended by itself. */
  readonly die: (code: number) => void;
};

/** A process that does nothing: a test says what it says and when it dies. */
export function silentChild(file: string, env: StandInChild['env'] = {}): StandInChild {
  const events = new EventEmitter();
  const heard: unknown[] = [];
  const portCounts: number[] = [];
  let alive = true;
  const die = (code: number): void => {
    if (!alive) return;
    alive = false;
    events.emit('exit', code);
  };
  return {
    file,
    env,
    heard,
    portCounts,
    pid: 4242,
    say: (message) => void events.emit('message', message),
    die,
    on: (event: string, listener: (argument: never) => void) =>
      events.on(event, (value: unknown) => listener(value as never)),
    postMessage: (message, ports = []) => {
      heard.push(message);
      portCounts.push(ports.length);
    },
    kill: () => {
      die(143);
      return true;
    },
  };
}

/** A process that really runs its program, in a worker thread: its exit, its crash and its ports are real. */
export function runningChild(file: string, env: StandInChild['env']): StandInChild {
  const worker = new Worker(join(import.meta.dirname, 'electron-utility-worker.ts'), {
    workerData: { program: file },
    env: { ...env },
    stdout: true,
    stderr: false,
  });
  const heard: unknown[] = [];
  const portCounts: number[] = [];
  const end = (): void => void worker.terminate();
  worker.on('error', (cause) => process.stderr.write(`${file}: ${String(cause)}\n`));
  return {
    file,
    env,
    heard,
    portCounts,
    pid: worker.threadId,
    say: (message) => void worker.emit('message', message),
    die: end,
    on: (event: string, listener: (argument: never) => void) =>
      worker.on(event as 'exit', (value: unknown) => listener(value as never)),
    postMessage: (data, ports = []) => {
      heard.push(data);
      portCounts.push(ports.length);
      const moved = realPorts(ports);
      worker.postMessage({ data, ports: moved }, moved);
    },
    kill: () => {
      end();
      return true;
    },
  };
}
