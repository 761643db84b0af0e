import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import type { FileKey } from '../sqlite/file-key.ts';
import { migrate } from '../sqlite/migrate.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { eraseWords, kindsWithWords } from './erase-words.ts';
import { eraseMember } from './members.ts';
import { tillMigrations } from './migrations.ts';

/** `person`: somebody who asked to be forgotten; otherwise an id that was merged into another. */
export type PendingErasure = { readonly id: string; readonly person: boolean };

/** Erased members whose traces may still lie in copies of the file. */
export const pendingErasures = (reader: SqliteReader): PendingErasure[] =>
  reader
    .all<{ id: string; person: number }>('SELECT member_id AS id, person FROM erased_members')
    .map(({ id, person }) => ({ id, person: person === 1 }));

/** The copies are done. Who still has words about them on their way to the hub stays noted until those are there. */
export function finishErasures(writer: SqliteWriter, erased: readonly PendingErasure[]): void {
  for (const { id, person } of erased) {
    if (person) eraseWords(writer, id);
    writer.run(
      `DELETE FROM erased_members WHERE member_id = ? AND (person = 0 OR NOT EXISTS (SELECT 1 FROM journal
         WHERE journal.member_id = erased_members.member_id AND json_extract(payload, '$.kind') IN ${kindsWithWords}))`,
      [id],
    );
  }
}

/**
 * Removes members from a copy of the file as from the file itself: freed pages are overwritten, nothing stays in a log.
 * Throws `DatabaseFailure` when the copy cannot be read.
 */
export function eraseFromCopy(
  path: string,
  erased: readonly PendingErasure[],
  key: FileKey | null = null,
): void {
  const copy = openDatabase(path, { secureDelete: true, key });
  try {
    migrate(copy, tillMigrations);
    copy.transaction((writer) => {
      for (const { id, person } of erased) {
        // What the copy still wanted to send was sent by the file itself.
        if (person) {
          writer.run(
            `DELETE FROM outbox WHERE EXISTS (SELECT 1 FROM journal AS j WHERE j.member_id = ?
               AND json_extract(j.payload, '$.kind') IN ${kindsWithWords} AND j.epoch = outbox.epoch
               AND j.sequence >= outbox.sequence)`,
            [id],
          );
        }
        eraseMember(writer, id, person);
      }
      finishErasures(writer, erased);
    });
    copy.checkpoint();
  } finally {
    copy.close();
  }
}
