import type { CouponRecord } from '../../../contracts/coupon.ts';
import type { Operation } from '../../../contracts/sync.ts';
import { couponFlag } from '../../../loyalty/ledger/coupons.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { CouponUse } from '../records.ts';
import { type KeptPayload, payloadColumns, payloadOf } from './journal-blocks.ts';

export function readCoupon(reader: SqliteReader, chainId: string, key: string): CouponRecord | null {
  const row = reader.get<{ record: string }>(
    'SELECT record FROM coupons WHERE chain_id = ? AND coupon_key = ?',
    [chainId, key],
  );
  return row === undefined ? null : (JSON.parse(row.record) as CouponRecord);
}

/** Those of the codes that are known, by their upper-case form. */
export function readCoupons(
  reader: SqliteReader,
  chainId: string,
  keys: readonly string[],
): Map<string, CouponRecord> {
  const coupons = new Map<string, CouponRecord>();
  for (const key of keys) {
    const record = readCoupon(reader, chainId, key);
    if (record !== null) coupons.set(key, record);
  }
  return coupons;
}

export function writeCoupons(
  writer: SqliteWriter,
  chainId: string,
  coupons: ReadonlyMap<string, CouponRecord>,
): void {
  for (const [key, record] of coupons) {
    writer.run(
      `INSERT INTO coupons (chain_id, coupon_key, record, flag) VALUES (?, ?, ?, ?)
       ON CONFLICT (chain_id, coupon_key) DO UPDATE SET record = excluded.record, flag = excluded.flag`,
      [chainId, key, JSON.stringify(record), couponFlag(record)],
    );
  }
}

/** Coupons a person should look at, in the order of their codes after `afterKey`. */
export const readFlagged = (
  reader: SqliteReader,
  chainId: string,
  afterKey: string,
  limit: number,
): CouponRecord[] =>
  reader
    .all<{ record: string }>(
      `SELECT record FROM coupons WHERE chain_id = ? AND flag IS NOT NULL AND coupon_key > ?
       ORDER BY coupon_key LIMIT ?`,
      [chainId, afterKey, limit],
    )
    .map((row) => JSON.parse(row.record) as CouponRecord);

/** Where and when the operations of a coupon were made. */
export const readUsesOf = (
  reader: SqliteReader,
  chainId: string,
  operationIds: readonly string[],
): CouponUse[] =>
  operationIds.flatMap((operationId) => {
    const row = reader.get<KeptPayload & { till: string }>(
      `SELECT o.till_id AS till, ${payloadColumns} FROM operations AS o
       WHERE o.chain_id = ? AND o.operation_id = ? AND o.verdict = 'applied'`,
      [chainId, operationId],
    );
    if (row === undefined) return [];
    const operation = JSON.parse(payloadOf(reader, row)) as Operation;
    if (operation.kind !== 'purchase') return [];
    const { purchaseId, quote } = operation.body;
    return [{ operationId, till: row.till, at: operation.at, purchaseId, netMinor: quote.totals.net }];
  });
