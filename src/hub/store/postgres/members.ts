import { sql } from 'kysely';
import type { Lot } from '../../../contracts/ledger.ts';
import { coreOfRow, lotOfRow, rowOfCore } from '../member-row.ts';
import type { MemberChange, MemberCore, MemberState } from '../records.ts';
import type { HubConnection } from './connect.ts';
import { insertRows } from './insert-rows.ts';
import { anyOf } from './text-arrays.ts';
import { Raced } from './transact.ts';

/** Holds the members until the transaction ends. Those that are not there cannot be held: see `writeMembers`. */
export async function lockMembers(
  transaction: HubConnection,
  chainId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .selectFrom('members')
    .select('member_id')
    .where('chain_id', '=', chainId)
    .where('member_id', '=', anyOf(ids))
    .orderBy('member_id')
    .forUpdate()
    .execute();
}

/** Those of the members that exist, with what holds points or a debt and their spend after an instant. */
export async function readMembers(
  database: HubConnection,
  chainId: string,
  ids: readonly string[],
  spendSinceMs: number,
): Promise<Map<string, MemberState>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .selectFrom('members')
    .selectAll()
    .where('chain_id', '=', chainId)
    .where('member_id', '=', anyOf(ids))
    .execute();
  const spends = await database
    .selectFrom('member_spend')
    .select(({ fn }) => [
      'member_id',
      sql<number>`${fn.sum('spend_minor')}::bigint`.as('spend_minor'),
      sql<number>`${fn.sum('purchases')}::bigint`.as('purchases'),
    ])
    .where('chain_id', '=', chainId)
    .where('member_id', '=', anyOf(ids))
    .where('at_ms', '>', spendSinceMs)
    .groupBy('member_id')
    .execute();
  const lots = await readLots(database, chainId, ids);
  const spendOf = new Map(spends.map((row) => [row.member_id, row]));
  return new Map(
    rows.map((row) => [
      row.member_id,
      {
        core: coreOfRow(row),
        spendMinor: spendOf.get(row.member_id)?.spend_minor ?? 0,
        purchases: spendOf.get(row.member_id)?.purchases ?? 0,
        lots: lots.get(row.member_id) ?? [],
      },
    ]),
  );
}

/** Lots that still hold points or a debt; used-up ones stay in the table as history. */
async function readLots(
  database: HubConnection,
  chainId: string,
  ids: readonly string[],
): Promise<Map<string, Lot[]>> {
  const rows = await database
    .selectFrom('lots')
    .selectAll()
    .where('chain_id', '=', chainId)
    .where('member_id', '=', anyOf(ids))
    .where('remaining', '<>', 0)
    .orderBy('member_id')
    .orderBy('lot_id')
    .execute();
  const lots = new Map<string, Lot[]>();
  for (const row of rows) {
    const own = lots.get(row.member_id) ?? [];
    lots.set(row.member_id, own);
    own.push(lotOfRow(row));
  }
  return lots;
}

/**
 * Writes members with their changed lots, postings and spend. `known`: those that were read, and locked, before; one
 * that was not must still be new, or another transaction made it meanwhile.
 */
export async function writeMembers(
  transaction: HubConnection,
  chainId: string,
  changes: readonly MemberChange[],
  known: ReadonlySet<string>,
): Promise<void> {
  // Of a member that changed several times, the last is what it is; an import may name one twice.
  const cores = [...new Map(changes.map(({ core }) => [core.id, core])).values()];
  await writeCores(
    transaction,
    chainId,
    cores.filter(({ id }) => known.has(id)),
  );
  const fresh = cores.filter(({ id }) => !known.has(id)).map((core) => rowOfCore(chainId, core));
  const made = await insertRows(transaction, 'members', fresh, sql`on conflict do nothing`);
  if (made < fresh.length) throw new Raced();
  const chain_id = chainId;
  await insertRows(
    transaction,
    'lots',
    changes.flatMap(({ core, lots }) =>
      lots.map((lot) => ({
        ...{ chain_id, member_id: core.id, lot_id: lot.id, wallet: lot.wallet, earned_at: lot.earnedAt },
        ...{ active_at: lot.activeAt, expires_at: lot.expiresAt, points: lot.points },
        remaining: lot.remaining,
      })),
    ),
    sql`on conflict (chain_id, member_id, lot_id) do update set remaining = excluded.remaining`,
  );
  await insertRows(
    transaction,
    'postings',
    changes.flatMap(({ core, postings }) =>
      postings.flatMap(({ operationId, legs }) =>
        legs.map((leg, index) => ({
          ...{ chain_id, member_id: core.id, operation_id: operationId, leg: index, wallet: leg.wallet },
          ...{ account: leg.account, lot_id: leg.lotId, points: leg.points },
        })),
      ),
    ),
  );
  await insertRows(
    transaction,
    'member_spend',
    changes.flatMap(({ core, spend }) =>
      spend.map((entry) => ({
        ...{ chain_id, member_id: core.id, operation_id: entry.operationId, at_ms: entry.atMs },
        ...{ spend_minor: entry.spendMinor, purchases: entry.purchases },
      })),
    ),
  );
}

/** Writes members alone, without what is booked. */
export const writeCores = (
  transaction: HubConnection,
  chainId: string,
  cores: readonly MemberCore[],
): Promise<number> =>
  insertRows(
    transaction,
    'members',
    cores.map((core) => rowOfCore(chainId, core)),
    sql`on conflict (chain_id, member_id) do update set state = excluded.state, first_name = excluded.first_name,
      phone_hash = excluded.phone_hash, phone_last4 = excluded.phone_last4, birthday = excluded.birthday,
      joined_at = excluded.joined_at, tier = excluded.tier, details = excluded.details`,
  );
