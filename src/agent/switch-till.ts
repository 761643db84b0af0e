import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import { type FileKey, type FileKeys, kindOfFile } from '../sqlite/file-key.ts';
import { needsSwitch, switchEncryption } from '../sqlite/switch-encryption.ts';
import { listBackups } from './daily-backup.ts';
import { removeHalves } from './remove-halves.ts';
import { asideFolder, backupsFolder, tillDatabaseFile } from './till-files.ts';
import { removeMark } from './till-keys.ts';

type SwitchOptions = {
  readonly dataDir: string;
  readonly keys: FileKeys;
  readonly log: Pick<Logger, 'warn' | 'error'>;
};

/**
 * Brings every file of a closed till to what the config wants: its own file, carts, daily copies, and what a kill left
 * half done. Nothing to do, nothing is read.
 */
export function switchTill(options: SwitchOptions): void {
  if (options.keys.known === null) return;
  switchTillFile(options);
  switchBeside(options);
}

/**
 * A file that is damaged is left to the rebuild, whose result is as wanted; one that cannot be changed now (a full disk)
 * goes on as it is, because the register goes on.
 */
function switchTillFile({ dataDir, keys, log }: SwitchOptions): void {
  const path = join(dataDir, tillDatabaseFile);
  try {
    if (switchEncryption(path, keys))
      log.warn({ encrypted: keys.wanted !== null }, 'the till file was changed');
  } catch (cause) {
    if (cause instanceof DatabaseFailure && cause.code === 'damaged') return;
    log.error({ err: cause }, 'the encryption of the till file could not be changed; it stays as it was');
  }
}

/** The key of the till's file as it lies there, and of the carts beside it. */
export const keyOfTill = (dataDir: string, { known, wanted }: FileKeys): FileKey | null =>
  wanted ?? (kindOfFile(join(dataDir, tillDatabaseFile)) === 'other' ? known : null);

/** A plain copy that cannot be read is of no use to a rebuild: it is deleted when everything is to be encrypted. */
function switchBeside({ dataDir, keys, log }: SwitchOptions): void {
  const copies = listBackups(join(dataDir, backupsFolder));
  const carts = join(dataDir, `${tillDatabaseFile}-carts`);
  if (keys.wanted !== null) removeHalves(dataDir);
  for (const path of [carts, ...copies]) {
    try {
      switchEncryption(path, keys);
    } catch (cause) {
      const isUseless = cause instanceof DatabaseFailure && cause.code === 'damaged' && keys.wanted !== null;
      if (isUseless) for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      const what = isUseless ? 'a damaged file was deleted' : 'a file stays as it was';
      log.warn({ err: cause, path }, `the encryption of the till changes: ${what}`);
    }
  }
  const all = [join(dataDir, tillDatabaseFile), carts, ...copies];
  if (keys.wanted === null && !all.some((path) => needsSwitch(path, keys))) removeMark(dataDir);
  if (keys.wanted !== null) warnOfPlainAside(dataDir, log);
}

/** What was set aside may be the only trace of an operation: only a person deletes it. */
function warnOfPlainAside(dataDir: string, log: Pick<Logger, 'warn'>): void {
  const aside = join(dataDir, asideFolder);
  if (!existsSync(aside)) return;
  const plain = readdirSync(aside, { recursive: true, encoding: 'utf8' })
    .map((name) => join(aside, name))
    .filter((path) => path.endsWith('.sqlite') && kindOfFile(path) === 'plain');
  if (plain.length === 0) return;
  const folders = [...new Set(plain.map(dirname))];
  log.warn(
    { folders },
    'damaged files set aside before are not encrypted; delete them when they are needed no more',
  );
}
