import type { SqliteWriter } from '../sqlite/database.ts';
import { writeAnchor } from './journal.ts';

type Row = {
  readonly epoch: number;
  readonly sequence: number;
  readonly operationId: string;
  readonly hash: string;
};

/**
 * Operations that say something about a person in words, as SQL: an enrolment names the card and carries the words of the
 * consent, points given by hand carry the manager's reason.
 */
export const kindsWithWords = "('enrolment', 'credit')";

/**
 * Takes such operations of a person out of the journal, and their bytes out of the quarantine. Their hashes stay, so the
 * chain still holds behind them. One that the hub has not answered, or that stands behind such a one, stays until it
 * has: what is delivered must be without a gap.
 */
export function eraseWords(writer: SqliteWriter, memberId: string): void {
  const rows = writer.all<Row>(
    `SELECT epoch, sequence, operation_id AS operationId, hash FROM journal AS j
     WHERE member_id = ? AND json_extract(payload, '$.kind') IN ${kindsWithWords}
       AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.epoch = j.epoch AND o.sequence <= j.sequence)`,
    [memberId],
  );
  for (const { epoch, sequence, operationId, hash } of rows) {
    writeAnchor(writer, { epoch, sequence, hash });
    writer.run('DELETE FROM journal WHERE epoch = ? AND sequence = ?', [epoch, sequence]);
    // The ledger of the till is what its journal says; the hub's has them still, under the id.
    writer.run('DELETE FROM postings WHERE operation_id = ?', [operationId]);
    // As it stood before it got another number.
    writer.run("UPDATE journal_set_aside SET payload = '' WHERE operation_id = ?", [operationId]);
  }
  writer.run(
    `UPDATE quarantine SET body = '' WHERE source = 'push' AND json_valid(body)
       AND json_extract(body, '$.kind') IN ${kindsWithWords} AND json_extract(body, '$.body.member') = ?`,
    [memberId],
  );
}
