import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import type { FileKey } from '../sqlite/file-key.ts';
import { eraseFromCopy } from '../store/erasures.ts';
import type { TillStore } from '../store/till-store.ts';
import { listBackups } from './daily-backup.ts';
import { removeHalves } from './remove-halves.ts';
import { asideFolder, backupsFolder } from './till-files.ts';

/**
 * Removes erased members from everything that lies beside the till's database: daily copies lose their rows, a copy that
 * cannot be opened, one that was never finished and damaged files that were set aside are deleted, because nobody can take
 * one person out of them. What is interrupted is done at the next start. Not while a copy is being made: it would hold
 * whom it began with.
 */
export function eraseFromCopies(
  store: Pick<TillStore, 'erasures'>,
  dataDir: string,
  log: Pick<Logger, 'warn'>,
  key: FileKey | null,
): void {
  const erased = store.erasures.pending();
  if (erased.length === 0) return;
  for (const copy of listBackups(join(dataDir, backupsFolder))) {
    try {
      eraseFromCopy(copy, erased, key);
    } catch (cause) {
      if (!(cause instanceof DatabaseFailure)) throw cause;
      for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
      log.warn(
        { copy, code: cause.code },
        'a daily copy could not be opened to erase a member; it was deleted',
      );
    }
  }
  removeHalves(dataDir);
  const aside = join(dataDir, asideFolder);
  if (existsSync(aside)) {
    rmSync(aside, { recursive: true });
    log.warn('damaged files that were set aside are deleted: they may hold an erased member');
  }
  store.erasures.done(erased);
}
