import { sql } from 'kysely';
import { instantFromMs } from '../../../loyalty/ledger/instant.ts';
import type { HubStore, StoreMovement } from '../hub-store.ts';
import type { AuditRecord, MemberChange } from '../records.ts';
import { recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { lockMembers, readMembers, writeMembers } from './members.ts';
import { anyOf } from './text-arrays.ts';
import { transact } from './transact.ts';

/** What the hub does with the ledger by itself: ends of lots, what brands owe each other, who did what by hand. */
export function ledgerMethods(
  database: HubConnection,
  chainId: string,
): Pick<HubStore, 'bookExpiries' | 'pointsMovements' | 'auditLog'> {
  return {
    bookExpiries: (query, decide) =>
      transact(database, async (transaction) => {
        const ids = await membersWithEndedLots(transaction, chainId, query);
        await lockMembers(transaction, chainId, ids);
        const members = await readMembers(transaction, chainId, ids, query.spendSinceMs);
        const booked = await bookingsByLot(transaction, chainId, ids);
        const changes = [...members].flatMap(([id, state]): MemberChange[] => {
          const change = decide(state, booked.get(id) ?? new Map());
          return change === null ? [] : [change];
        });
        await writeMembers(transaction, chainId, changes, new Set(members.keys()));
        const changed = changes.map(({ core }) => core.id);
        if (changed.length > 0) await recordChanges(transaction, chainId, 'members', changed);
        return { changed: changed.length, next: ids.length < query.limit ? null : (ids.at(-1) ?? null) };
      }),
    pointsMovements: ({ fromMs, toMs }) => readMovements(database, chainId, fromMs, toMs),
    auditLog: async ({ beforeMs, limit }) => {
      const rows = await database
        .selectFrom('audit_log')
        .select(['operation_id as operationId', 'at_ms as atMs', 'till_id as tillId', 'body'])
        .where('chain_id', '=', chainId)
        .where('at_ms', '<', beforeMs)
        .orderBy('at_ms', 'desc')
        .orderBy('operation_id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) as AuditRecord['body'] }));
    },
  };
}

async function membersWithEndedLots(
  database: HubConnection,
  chainId: string,
  query: { readonly endedByMs: number; readonly afterMember: string; readonly limit: number },
): Promise<string[]> {
  const rows = await database
    .selectFrom('lots')
    .select('member_id as id')
    .distinct()
    .where('chain_id', '=', chainId)
    .where('member_id', '>', query.afterMember)
    .where('remaining', '>', 0)
    .where('expires_at', '<=', instantFromMs(query.endedByMs))
    .orderBy('member_id')
    .limit(query.limit)
    .execute();
  return rows.map((row) => row.id);
}

/** How often each lot of the members was booked as ended. */
async function bookingsByLot(
  database: HubConnection,
  chainId: string,
  ids: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const rows = await database
    .selectFrom('postings')
    .select(['member_id', 'lot_id', sql<number>`count(distinct operation_id)::bigint`.as('times')])
    .where('chain_id', '=', chainId)
    .where('member_id', '=', anyOf(ids))
    .where('operation_id', 'like', 'expire:%')
    .where('points', '<', 0)
    .groupBy(['member_id', 'lot_id'])
    .execute();
  const bookings = new Map<string, Map<string, number>>();
  for (const { member_id, lot_id, times } of rows) {
    const own = bookings.get(member_id) ?? new Map<string, number>();
    bookings.set(member_id, own.set(lot_id, times));
  }
  return bookings;
}

/** A return stands for the store of its purchase, wherever the goods came back. */
async function readMovements(
  database: HubConnection,
  chainId: string,
  fromMs: number,
  toMs: number,
): Promise<StoreMovement[]> {
  const { rows } = await sql<StoreMovement>`
    select coalesce(sold.store_id, here.store_id) as store, p.wallet, p.account, sum(p.points)::bigint as points
    from operations as o
    join tills as here on here.chain_id = o.chain_id and here.till_id = o.till_id
    join postings as p on p.chain_id = o.chain_id and p.operation_id = o.operation_id
      and p.member_id = o.payload::json #>> '{body,member}'
    left join operations as s on s.chain_id = o.chain_id and s.verdict = 'applied'
      and s.operation_id = o.payload::json #>> '{body,purchaseOperation}'
    left join tills as sold on sold.chain_id = s.chain_id and sold.till_id = s.till_id
    where o.chain_id = ${chainId} and o.verdict = 'applied'
      and o.received_at_ms >= ${fromMs} and o.received_at_ms < ${toMs}
      and p.account in ('issued', 'redeemed')
    group by 1, 2, 3 order by 1, 2, 3`.execute(database);
  return rows;
}
