import type { SqliteWriter } from '../sqlite/database.ts';
import { writeAnchor } from './journal.ts';

type Row = {
  readonly epoch: number;
  readonly sequence: number;
  readonly operationId: string;
  readonly hash: string;
};

/**
 * Takes a person's enrolment out of the journal: it names the card and carries the words of the consent. Its hash stays,
 * so the chain still holds behind it. One that the hub has not answered, or that stands behind such a one, stays until
 * it has: what is delivered must be without a gap.
 */
export function eraseEnrolment(writer: SqliteWriter, memberId: string): void {
  const rows = writer.all<Row>(
    `SELECT epoch, sequence, operation_id AS operationId, hash FROM journal AS j
     WHERE member_id = ? AND json_extract(payload, '$.kind') = 'enrolment'
       AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.epoch = j.epoch AND o.sequence <= j.sequence)`,
    [memberId],
  );
  for (const { epoch, sequence, operationId, hash } of rows) {
    writeAnchor(writer, { epoch, sequence, hash });
    writer.run('DELETE FROM journal WHERE epoch = ? AND sequence = ?', [epoch, sequence]);
    // As it stood before it got another number.
    writer.run("UPDATE journal_set_aside SET payload = '' WHERE operation_id = ?", [operationId]);
  }
}
