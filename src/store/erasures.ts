import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { migrate } from '../sqlite/migrate.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { eraseMember } from './members.ts';
import { tillMigrations } from './migrations.ts';

/** Erased members whose traces may still lie in copies of the file. */
export const pendingErasures = (reader: SqliteReader): string[] =>
  reader.all<{ id: string }>('SELECT member_id AS id FROM erased_members').map(({ id }) => id);

export function finishErasures(writer: SqliteWriter, ids: readonly string[]): void {
  for (const id of ids) writer.run('DELETE FROM erased_members WHERE member_id = ?', [id]);
}

/**
 * Removes members from a copy of the file as from the file itself: freed pages are overwritten, nothing stays in a log.
 * Throws `DatabaseFailure` when the copy cannot be read.
 */
export function eraseFromCopy(path: string, ids: readonly string[]): void {
  const copy = openDatabase(path, { secureDelete: true });
  try {
    migrate(copy, tillMigrations);
    copy.transaction((writer) => {
      for (const id of ids) eraseMember(writer, id);
      finishErasures(writer, ids);
    });
    copy.checkpoint();
  } finally {
    copy.close();
  }
}
