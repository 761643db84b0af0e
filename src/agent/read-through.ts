import { existsSync, statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { FileKey } from '../sqlite/file-key.ts';
import { readThroughAtStartBytes } from '../store/till-store.ts';

/** What the thread answers: faults as sentences. */
export type ReadThroughAnswer = { readonly damage: readonly string[] };

export type ReadThroughOptions = {
  /** Larger files only: a smaller one is read at the start. */
  readonly atStartBytes?: number;
  readonly key?: FileKey | null;
};

const thread = import.meta.url.endsWith('.ts') ? './read-through-thread.ts' : './read-through-thread.js';

/**
 * Reads a file that is too large for the start through in a thread of its own while the till works. `onDamage` is called
 * when something in it is not as it was written. The returned function ends it.
 */
export function readThrough(
  path: string,
  onDamage: () => void,
  log: Pick<Logger, 'error' | 'warn'>,
  { atStartBytes = readThroughAtStartBytes, key = null }: ReadThroughOptions = {},
): () => Promise<void> {
  if (!existsSync(path) || statSync(path).size <= atStartBytes) return async () => {};
  const worker = new Worker(new URL(thread, import.meta.url), { workerData: { path, key } });
  worker.unref();
  worker.on('message', ({ damage }: ReadThroughAnswer) => {
    if (damage.length === 0) return;
    log.error({ damage }, 'the data of the till are damaged');
    onDamage();
  });
  // A till whose data cannot be read through still sells.
  worker.on('error', (cause) => log.warn({ err: cause }, 'the data of the till could not be read through'));
  return async () => void (await worker.terminate());
}
