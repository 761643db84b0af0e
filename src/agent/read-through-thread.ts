import { parentPort, workerData } from 'node:worker_threads';
import type { FileKey } from '../sqlite/file-key.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { findTillDamage } from '../store/find-damage.ts';
import type { ReadThroughAnswer } from './read-through.ts';

// The thread that reads a till's file through beside the work.

const { path, key }: { readonly path: string; readonly key: FileKey | null } = workerData;
const database = openDatabase(path, { mode: 'read-only', cacheMb: 2, key });
try {
  const answer: ReadThroughAnswer = { damage: findTillDamage(database) };
  parentPort?.postMessage(answer);
} finally {
  database.close();
}
