import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';

export const isApproved = (reader: SqliteReader, purchaseId: string, memberId: string): boolean =>
  reader.get('SELECT 1 FROM approvals WHERE purchase_id = ? AND member_id = ?', [purchaseId, memberId]) !==
  undefined;

/** Lets a receipt of a member through; once more changes nothing. */
export const approve = (
  writer: SqliteWriter,
  approval: { readonly purchaseId: string; readonly memberId: string; readonly staff: string },
): number =>
  writer.run('INSERT OR IGNORE INTO approvals (purchase_id, member_id, staff) VALUES (?, ?, ?)', [
    approval.purchaseId,
    approval.memberId,
    approval.staff,
  ]);

export const forgetApprovals = (writer: SqliteWriter, purchaseId: string): void =>
  writer.later('DELETE FROM approvals WHERE purchase_id = ?', [purchaseId]);

/** Wrong tries of a person's PIN in a row, against that state of the PIN. */
export const readPinTries = (reader: SqliteReader, staff: string, change: number): number =>
  reader.get<{ wrong: number }>('SELECT wrong FROM pin_tries WHERE staff = ? AND change = ?', [staff, change])
    ?.wrong ?? 0;

export const writePinTries = (writer: SqliteWriter, staff: string, change: number, wrong: number): number =>
  wrong === 0
    ? writer.run('DELETE FROM pin_tries WHERE staff = ?', [staff])
    : writer.run(
        `INSERT INTO pin_tries (staff, change, wrong) VALUES (?, ?, ?)
         ON CONFLICT (staff) DO UPDATE SET change = excluded.change, wrong = excluded.wrong`,
        [staff, change, wrong],
      );

/** Newest operations of a member that are looked at: more than any rule asks for. */
const newestLookedAt = 100;

/** Purchases of a member that this till booked after an instant of its own clock, milliseconds. */
export const countPurchasesSince = (reader: SqliteReader, memberId: string, sinceMs: number): number =>
  reader.get<{ count: number }>(
    `SELECT count(*) AS count FROM (
       SELECT operation_id, at_ms FROM journal WHERE member_id = ?
       ORDER BY epoch DESC, sequence DESC LIMIT ${newestLookedAt}
     ) AS newest JOIN purchases USING (operation_id) WHERE at_ms > ? AND state = 'confirmed'`,
    [memberId, sinceMs],
  )?.count ?? 0;
