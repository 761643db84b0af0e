import { type RawBuilder, sql } from 'kysely';
import type { ReceiptFlag } from '../../../contracts/receipt-flag.ts';
import type { ReplayPlace, ReplayStore } from '../replay-store.ts';
import type { HubConnection } from './connect.ts';
import { insertRows } from './insert-rows.ts';
import { readPurchases } from './purchases.ts';
import { transact } from './transact.ts';

export function replayMethods(database: HubConnection, chainId: string): ReplayStore {
  return {
    replayPlace: async (tillId, epoch) => {
      const row = await database
        .selectFrom('replays')
        .select('sequence')
        .where('chain_id', '=', chainId)
        .where('till_id', '=', tillId)
        .where('epoch', '=', epoch)
        .executeTakeFirst();
      return { tillId, epoch, sequence: row?.sequence ?? 0 };
    },
    replayBacklog: (limit) => readBacklog(database, chainId, limit),
    operationsToReplay: async ({ tillId, epoch, sequence }, limit) => {
      const rows = await database
        .selectFrom('operations')
        .select(['sequence', 'payload', 'verdict'])
        .where('chain_id', '=', chainId)
        .where('till_id', '=', tillId)
        .where('epoch', '=', epoch)
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(limit)
        .execute();
      return {
        operations: rows
          .filter(({ verdict }) => verdict === 'applied')
          .map(({ verdict: _taken, ...operation }) => operation),
        last: rows.at(-1)?.sequence ?? sequence,
      };
    },
    bookedPurchase: async (id) => (await readPurchases(database, chainId, [id])).get(id) ?? null,
    noteReplayed: ({ tillId, epoch, sequence }, flags, nowMs) =>
      transact(database, async (transaction) => {
        const place = { chain_id: chainId, till_id: tillId, epoch };
        const rows = flags.map((flag) => ({
          ...{ ...place, sequence: flag.sequence, found_at_ms: nowMs },
          body: JSON.stringify(flag),
        }));
        await insertRows(transaction, 'receipt_flags', rows, sql`on conflict do nothing`);
        await insertRows(
          transaction,
          'replays',
          [{ ...place, sequence }],
          sql`on conflict (chain_id, till_id, epoch)
              do update set sequence = greatest(replays.sequence, excluded.sequence)`,
        );
      }),
    ...flagMethods(database, chainId),
  };
}

const flagMethods = (
  database: HubConnection,
  chainId: string,
): Pick<ReplayStore, 'receiptFlags' | 'receiptFlagCount' | 'replaysWaiting'> => ({
  receiptFlags: async ({ beforeMs, limit }) => {
    const rows = await database
      .selectFrom('receipt_flags')
      .select(['found_at_ms', 'body'])
      .where('chain_id', '=', chainId)
      .where('found_at_ms', '<', beforeMs)
      .orderBy('found_at_ms', 'desc')
      .orderBy('till_id')
      .orderBy('epoch')
      .orderBy('sequence', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...(JSON.parse(row.body) as ReceiptFlag), foundAtMs: row.found_at_ms }));
  },
  receiptFlagCount: async () => {
    const { n } = await database
      .selectFrom('receipt_flags')
      .select(sql<number>`count(*)`.as('n'))
      .where('chain_id', '=', chainId)
      .executeTakeFirstOrThrow();
    return Number(n);
  },
  replaysWaiting: async () => {
    const { rows } = await sql<{ n: number }>`
      select coalesce(sum((select max(o.sequence) from operations o where o.chain_id = ${chainId}
        and o.till_id = behind."tillId" and o.epoch = behind.epoch) - behind.sequence), 0)::bigint as n
      from (${backlog(chainId)}) as behind`.execute(database);
    return rows[0]?.n ?? 0;
  },
});

/** A till that was enrolled again has earlier journals; each is looked up by the key of its operations. */
const backlog = (chainId: string): RawBuilder<ReplayPlace> => sql<ReplayPlace>`
  select t.till_id as "tillId", e.epoch::bigint as epoch, coalesce(r.sequence, 0)::bigint as sequence
  from tills t cross join lateral generate_series(1, t.epoch) as e (epoch)
  left join replays r on r.chain_id = t.chain_id and r.till_id = t.till_id and r.epoch = e.epoch
  where t.chain_id = ${chainId} and exists (
    select 1 from operations o where o.chain_id = t.chain_id and o.till_id = t.till_id and o.epoch = e.epoch
      and o.sequence > coalesce(r.sequence, 0))`;

async function readBacklog(
  database: HubConnection,
  chainId: string,
  limit: number,
): Promise<readonly ReplayPlace[]> {
  const { rows } = await sql<ReplayPlace>`
    select * from (${backlog(chainId)}) as behind order by "tillId", epoch limit ${limit}`.execute(database);
  return rows;
}
