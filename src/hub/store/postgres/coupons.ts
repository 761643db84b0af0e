import { sql } from 'kysely';
import type { CouponRecord } from '../../../contracts/coupon.ts';
import type { Operation } from '../../../contracts/sync.ts';
import { couponFlag } from '../../../loyalty/ledger/coupons.ts';
import type { CouponWithUses, HubStore } from '../hub-store.ts';
import type { CouponUse } from '../records.ts';
import type { HubConnection } from './connect.ts';
import { insertRows } from './insert-rows.ts';
import { selectApplied } from './operations.ts';
import { anyOf } from './text-arrays.ts';
import { Raced } from './transact.ts';

/** Those of the codes that are known, by their upper-case form. `hold`: locks them. */
export async function readCoupons(
  database: HubConnection,
  chainId: string,
  keys: readonly string[],
  hold = false,
): Promise<Map<string, CouponRecord>> {
  if (keys.length === 0) return new Map();
  const coupons = database
    .selectFrom('coupons')
    .select(['coupon_key', 'record'])
    .where('chain_id', '=', chainId)
    .where('coupon_key', '=', anyOf(keys))
    .orderBy('coupon_key');
  const rows = await (hold ? coupons.forUpdate() : coupons).execute();
  return new Map(rows.map((row) => [row.coupon_key, JSON.parse(row.record) as CouponRecord]));
}

/** `known`: codes that were read, and held, before; others must still be new, or the decision is made again. */
export async function writeCoupons(
  transaction: HubConnection,
  chainId: string,
  coupons: ReadonlyMap<string, CouponRecord>,
  known: ReadonlyMap<string, unknown>,
): Promise<void> {
  const rows = [...coupons]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, record]) => ({
      ...{ chain_id: chainId, coupon_key: key, record: JSON.stringify(record), flag: couponFlag(record) },
    }));
  await insertRows(
    transaction,
    'coupons',
    rows.filter((row) => known.has(row.coupon_key)),
    sql`on conflict (chain_id, coupon_key) do update set record = excluded.record, flag = excluded.flag`,
  );
  const fresh = rows.filter((row) => !known.has(row.coupon_key));
  const made = await insertRows(transaction, 'coupons', fresh, sql`on conflict do nothing`);
  if (made < fresh.length) throw new Raced();
}

/** What managers ask about coupons. */
export function couponMethods(
  database: HubConnection,
  chainId: string,
): Pick<HubStore, 'coupon' | 'flaggedCoupons'> {
  return {
    coupon: async (key) => {
      const record = (await readCoupons(database, chainId, [key])).get(key);
      return record === undefined ? null : ((await withUses(database, chainId, [record]))[0] ?? null);
    },
    flaggedCoupons: async (afterKey, limit) => {
      const rows = await database
        .selectFrom('coupons')
        .select('record')
        .where('chain_id', '=', chainId)
        .where('flag', 'is not', null)
        .where('coupon_key', '>', afterKey)
        .orderBy('coupon_key')
        .limit(limit)
        .execute();
      const records = rows.map((row) => JSON.parse(row.record) as CouponRecord);
      return withUses(database, chainId, records);
    },
  };
}

/** Where and when the operations of coupons were made. */
async function withUses(
  database: HubConnection,
  chainId: string,
  records: readonly CouponRecord[],
): Promise<CouponWithUses[]> {
  const ids = records.flatMap(({ issuedBy, uses }) => [...(issuedBy === null ? [] : [issuedBy]), ...uses]);
  const found = new Map<string, CouponUse>();
  for (const { operationId, till, payload } of await selectApplied(database, chainId, ids).execute()) {
    const operation = JSON.parse(payload) as Operation;
    if (operation.kind !== 'purchase') continue;
    const { purchaseId, quote } = operation.body;
    const netMinor = quote.totals.net;
    found.set(operationId, { operationId, till, at: operation.at, purchaseId, netMinor });
  }
  return records.map((record) => ({
    record,
    issuedBy: record.issuedBy === null ? null : (found.get(record.issuedBy) ?? null),
    uses: record.uses.flatMap((id) => found.get(id) ?? []),
  }));
}
