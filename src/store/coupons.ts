import type { CouponRecord } from '../contracts/coupon.ts';
import type { Operation, OperationFact } from '../contracts/sync.ts';
import { couponMoves } from '../loyalty/ledger/coupons.ts';
import { couponKey } from '../shared/coupon-code.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { parseStored } from './stored-json.ts';

/** What this till knows of a code, own operations included; null where it never heard of it. */
export function readCoupon(reader: SqliteReader, code: string): CouponRecord | null {
  const row = reader.get<{ record: string }>('SELECT record FROM coupons WHERE key = ?', [couponKey(code)]);
  return row === undefined ? null : parseStored<CouponRecord>(row.record);
}

/** Coupons that were issued to a member, used ones included. */
export const readCouponsOf = (reader: SqliteReader, memberId: string): CouponRecord[] =>
  reader
    .all<{ record: string }>('SELECT record FROM coupons WHERE member_id = ? ORDER BY key', [memberId])
    .map((row) => parseStored<CouponRecord>(row.record));

/** Books what an own operation does to coupons. */
export function recordCoupons(writer: SqliteWriter, fact: OperationFact): void {
  for (const { key, after } of couponMoves(fact)) {
    writeCoupon(writer, key, after(readCoupon(writer, key)));
  }
  noteCouponOperations(writer, fact);
}

/** Remembers that an own operation touched its coupons. */
export function noteCouponOperations(writer: SqliteWriter, fact: OperationFact): void {
  for (const { key } of couponMoves(fact)) {
    writer.run('INSERT INTO coupon_operations (key, operation_id) VALUES (?, ?) ON CONFLICT DO NOTHING', [
      key,
      fact.id,
    ]);
  }
}

/** The hub's record replaces ours, then own operations that it does not contain yet are applied again on top. */
export function takeCoupon(
  writer: SqliteWriter,
  key: string,
  told: CouponRecord | null,
  own: { readonly epoch: number; readonly afterSequence: number },
): void {
  const operations = writer
    .all<{ payload: string }>(
      `SELECT payload FROM coupon_operations JOIN journal USING (operation_id)
       WHERE key = ? AND epoch = ? AND sequence > ? ORDER BY sequence`,
      [key, own.epoch, own.afterSequence],
    )
    .map((row) => parseStored<Operation>(row.payload));
  let record = told;
  for (const operation of operations) {
    for (const move of couponMoves(operation)) if (move.key === key) record = move.after(record);
  }
  if (record === null) writer.run('DELETE FROM coupons WHERE key = ?', [key]);
  else writeCoupon(writer, key, record);
}

const writeCoupon = (writer: SqliteWriter, key: string, record: CouponRecord): number =>
  writer.run(
    `INSERT INTO coupons (key, record, member_id) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET record = excluded.record, member_id = excluded.member_id`,
    [key, JSON.stringify(record), record.member],
  );
