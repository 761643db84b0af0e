import { existsSync, statSync } from 'node:fs';
import type { Logger } from 'pino';
import type { FileKey } from '../sqlite/file-key.ts';
import { readThroughAtStartBytes } from '../store/till-store.ts';
import { workBeside } from './beside.ts';
import type { ReadThroughAnswer, ReadThroughOrder } from './read-through-thread.ts';

export type ReadThroughOptions = {
  /** Larger files only: a smaller one is read at the start. */
  readonly atStartBytes?: number;
  readonly key?: FileKey | null;
};

const thread = import.meta.url.endsWith('.ts') ? './read-through-thread.ts' : './read-through-thread.js';

/**
 * Reads a file that is too large for the start through beside the work. `onDamage` is called
 * when something in it is not as it was written. The returned function ends it.
 */
export function readThrough(
  path: string,
  onDamage: () => void,
  log: Pick<Logger, 'error' | 'warn'>,
  { atStartBytes = readThroughAtStartBytes, key = null }: ReadThroughOptions = {},
): () => Promise<void> {
  if (!existsSync(path) || statSync(path).size <= atStartBytes) return async () => {};
  const order: ReadThroughOrder = { path, key };
  const { answer, end } = workBeside<ReadThroughAnswer>(new URL(thread, import.meta.url), order);
  answer.then(
    (damage) => {
      if (damage === null || damage.length === 0) return;
      log.error({ damage }, 'the data of the till are damaged');
      onDamage();
    },
    // A till whose data cannot be read through still sells.
    (cause) => log.warn({ err: cause }, 'the data of the till could not be read through'),
  );
  return end;
}
