import type { Operation } from '../../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../../sqlite/database.ts';
import { noteCouponOperations } from '../coupons.ts';
import { writePostings } from '../members.ts';
import { spendOf, writeOutbox } from '../own-spends.ts';
import { recordReturn } from '../returns.ts';
import { parseStored } from '../stored-json.ts';

const batch = 500;
type Row = {
  readonly rowid: number;
  readonly epoch: number;
  readonly sequence: number;
  readonly payload: string;
};

/** Every operation of the journal in the order of its rows; the work may write. */
export function eachOperation(
  reader: SqliteReader,
  work: (operation: Operation, place: { readonly epoch: number; readonly sequence: number }) => void,
): void {
  let last = 0;
  for (;;) {
    const rows = reader.all<Row>(
      'SELECT rowid, epoch, sequence, payload FROM journal WHERE rowid > ? ORDER BY rowid LIMIT ?',
      [last, batch],
    );
    if (rows.length === 0) return;
    for (const row of rows) {
      work(parseStored<Operation>(row.payload), row);
      last = row.rowid;
    }
  }
}

/** Postings and returns made anew from the journal, which says all of them. */
export function deriveProjections(writer: SqliteWriter): void {
  writer.run('DELETE FROM postings');
  writer.run('DELETE FROM returns');
  eachOperation(writer, (operation) => {
    if ('postings' in operation.body) writePostings(writer, operation.id, operation.body.postings);
    if (operation.kind === 'return') recordReturn(writer, operation.id, operation.body);
    noteCouponOperations(writer, operation);
  });
}

/** What of a purchase's answer is told again when the answer itself is lost. */
const answerOfPurchase = JSON.stringify({ member: null, slip: { lines: [], escpos: '' } });

/**
 * Purchases that the journal knows and their table lost, and a place for lost answers: a repeated confirm is answered
 * with the booked quote, without member and slip; a repeated return or enrolment is refused as booked.
 */
export function deriveReceipts(writer: SqliteWriter): void {
  eachOperation(writer, (operation) => {
    const { id, clock } = operation;
    if (operation.kind === 'purchase') {
      const { purchaseId, fiscal } = operation.body;
      writer.run("INSERT OR IGNORE INTO purchases VALUES (?, 'confirmed', ?, ?, ?, ?)", [
        purchaseId,
        id,
        fiscal?.number ?? null,
        fiscal?.time ?? null,
        clock.wallMs,
      ]);
    }
    const text = operation.kind === 'purchase' ? answerOfPurchase : '';
    writer.run("INSERT OR IGNORE INTO answers VALUES (?, '', ?, NULL, ?)", [id, text, clock.wallMs]);
  });
}

/** Everything the hub is not known to have answered, of the epoch. */
export function deriveOutbox(writer: SqliteWriter, epoch: number, answeredUpTo: number): number {
  writer.run('DELETE FROM outbox');
  writer.run('DELETE FROM own_spends');
  let waiting = 0;
  eachOperation(writer, (operation, place) => {
    if (place.epoch !== epoch || place.sequence <= answeredUpTo) return;
    const { member: memberId } = operation.body;
    writeOutbox(writer, { epoch, sequence: place.sequence, memberId, ...spendOf(operation) });
    waiting += 1;
  });
  return waiting;
}
