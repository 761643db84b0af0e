import { instantFromMs } from '../../../loyalty/ledger/instant.ts';
import type { SqliteDatabase, SqliteReader } from '../../../sqlite/database.ts';
import type { HubStore, StoreMovement } from '../hub-store.ts';
import type { ChainRecord } from '../records.ts';
import { readAudit } from './audit-tables.ts';
import { recordChanges } from './changes.ts';
import { readMember, writeMember } from './member-tables.ts';

/** What the hub does with the ledger by itself: ends of lots, what brands owe each other, who did what by hand. */
export function ledgerMethods(
  database: SqliteDatabase,
  chain: ChainRecord,
): Pick<HubStore, 'bookExpiries' | 'pointsMovements' | 'auditLog'> {
  return {
    auditLog: async (query) => readAudit(database, chain.id, query),
    bookExpiries: async (query, decide) =>
      database.transaction((writer) => {
        const ids = membersWithEndedLots(writer, chain.id, query);
        const changed: string[] = [];
        for (const id of ids) {
          const state = readMember(writer, chain.id, id, query.spendSinceMs);
          if (state === null) continue;
          const change = decide(state, bookingsByLot(writer, chain.id, id));
          if (change === null) continue;
          writeMember(writer, chain.id, change);
          changed.push(id);
        }
        recordChanges(writer, chain.id, 'members', changed);
        return { changed: changed.length, next: ids.length < query.limit ? null : (ids.at(-1) ?? null) };
      }),
    pointsMovements: async ({ fromMs, toMs }) =>
      // A return stands for the store of its purchase, wherever the goods came back.
      database.all<StoreMovement>(
        `SELECT coalesce(sold.store_id, here.store_id) AS store, p.wallet, p.account, sum(p.points) AS points
         FROM operations AS o
         JOIN tills AS here ON here.chain_id = o.chain_id AND here.till_id = o.till_id
         JOIN postings AS p ON p.chain_id = o.chain_id AND p.operation_id = o.operation_id
           AND p.member_id = json_extract(o.payload, '$.body.member')
         LEFT JOIN operations AS s ON s.chain_id = o.chain_id AND s.verdict = 'applied'
           AND s.operation_id = json_extract(o.payload, '$.body.purchaseOperation')
         LEFT JOIN tills AS sold ON sold.chain_id = s.chain_id AND sold.till_id = s.till_id
         WHERE o.chain_id = ? AND o.verdict = 'applied' AND o.received_at_ms >= ? AND o.received_at_ms < ?
           AND p.account IN ('issued', 'redeemed')
         GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
        [chain.id, fromMs, toMs],
      ),
  };
}

function membersWithEndedLots(
  reader: SqliteReader,
  chainId: string,
  query: { readonly endedByMs: number; readonly afterMember: string; readonly limit: number },
): string[] {
  return reader
    .all<{ id: string }>(
      `SELECT DISTINCT member_id AS id FROM lots
       WHERE chain_id = ? AND member_id > ? AND remaining > 0 AND expires_at <= ? ORDER BY member_id LIMIT ?`,
      [chainId, query.afterMember, instantFromMs(query.endedByMs), query.limit],
    )
    .map((row) => row.id);
}

/** How often each lot of a member was booked as ended. */
function bookingsByLot(reader: SqliteReader, chainId: string, memberId: string): Map<string, number> {
  const rows = reader.all<{ id: string; times: number }>(
    `SELECT lot_id AS id, count(DISTINCT operation_id) AS times FROM postings
     WHERE chain_id = ? AND member_id = ? AND operation_id LIKE 'expire:%' AND points < 0 GROUP BY lot_id`,
    [chainId, memberId],
  );
  return new Map(rows.map((row) => [row.id, row.times]));
}
