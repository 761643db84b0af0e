import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { SqliteReader } from './database.ts';
import { asDatabaseFailure, DatabaseFailure } from './database-failure.ts';
import { type FileKey, type FileKeys, keyOfFile, kindOfFile } from './file-key.ts';
import { findDamage } from './integrity.ts';
import { openDatabase } from './open-database.ts';
import { changeKey } from './open-driver.ts';
import { readWalFrames } from './wal-frames.ts';
import { syncFolder } from './write-durably.ts';

const halfOf = (path: string): string => `${path}.switching`;

/** Whether the file is encrypted as it lies there, while plain is wanted, or the other way round. */
export const needsSwitch = (path: string, { known, wanted }: FileKeys): boolean => {
  const kind = kindOfFile(path);
  if (kind === 'none') return false;
  const encrypted = kind === 'other' && known !== null;
  return encrypted !== (wanted !== null);
};

/**
 * Encrypts a closed database file, or makes it plain. A copy is changed, read through and compared row by row before it
 * takes the name of the original: a kill at any moment leaves one of the two, whole. True: it was changed; false: it was
 * as wanted. Throws `DatabaseFailure`: `damaged` when the file is not whole, `busy` when another program reads it; the
 * file is then as it was.
 */
export function switchEncryption(path: string, keys: FileKeys): boolean {
  const half = halfOf(path);
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(half + suffix, { force: true });
  if (!needsSwitch(path, keys)) return false;
  // Before SQLite sees it: it drops what stands behind a damaged frame without a word.
  if (readWalFrames(`${path}-wal`).damaged) {
    throw new DatabaseFailure('damaged', 'The write-ahead log is damaged in the middle.');
  }
  const from = keyOfFile(path, keys.known);
  try {
    const before = contentsOf(path, from);
    if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) {
      throw new DatabaseFailure('busy', 'Another program reads the file; its log cannot be merged.');
    }
    copyFileSync(path, half);
    chmodSync(half, 0o600);
    changeKey(half, from, keys.wanted);
    if (contentsOf(half, keys.wanted) !== before) {
      throw new DatabaseFailure('damaged', 'The changed copy does not hold the same rows.');
    }
    putInPlace(half, path);
  } catch (error) {
    throw asDatabaseFailure(error);
  }
  return true;
}

function putInPlace(half: string, path: string): void {
  const file = openSync(half, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // Empty by now; beside a file of another kind they would be in its way.
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  renameSync(half, path);
  syncFolder(dirname(path));
}

/** A sum over every row of a whole file, whose log is merged into it. */
function contentsOf(path: string, key: FileKey | null): string {
  const database = openDatabase(path, { key });
  try {
    const [damage] = findDamage(database, 'full');
    if (damage !== undefined) throw new DatabaseFailure('damaged', damage);
    const sum = sumOf(database);
    database.checkpoint();
    return sum;
  } finally {
    database.close();
  }
}

function sumOf(reader: SqliteReader): string {
  const sum = createHash('sha256');
  const schema = reader.all<{ name: string; type: string; sql: string | null }>(
    'SELECT name, type, sql FROM sqlite_schema ORDER BY name',
  );
  for (const { name, type, sql } of schema) {
    sum.update(JSON.stringify([name, type, sql]));
    if (type !== 'table') continue;
    for (const row of reader.iterate(`SELECT * FROM "${name}"`)) sum.update(JSON.stringify(row));
  }
  return sum.digest('hex');
}
