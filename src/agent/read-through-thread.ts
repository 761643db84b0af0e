import type { FileKey } from '../sqlite/file-key.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { findTillDamage } from '../store/find-damage.ts';
import { onOrder } from './beside-order.ts';

/** Faults of the file as sentences. */
export type ReadThroughAnswer = readonly string[];
export type ReadThroughOrder = { readonly path: string; readonly key: FileKey | null };

// Reads a till's file through beside the work.
onOrder<ReadThroughOrder, ReadThroughAnswer>(({ path, key }) => {
  const database = openDatabase(path, { mode: 'read-only', cacheMb: 2, key });
  try {
    return findTillDamage(database).map(({ en }) => en);
  } finally {
    database.close();
  }
});
