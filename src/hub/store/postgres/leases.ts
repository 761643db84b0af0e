import { sql } from 'kysely';
import { instantFromMs } from '../../../loyalty/ledger/instant.ts';
import { hasAllSpent, leasesGivenBack } from '../../ledger/leases-over.ts';
import { leaseLegs, standingOf, withLeased } from '../../ledger/standing.ts';
import type { LeaseStore, LeaseSum, StoppedMember } from '../lease-store.ts';
import type { LeaseRecord, MemberChange, MemberStanding, MemberState } from '../records.ts';
import { CONFIG_KEY } from './chain.ts';
import { recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { readAliases } from './identifiers.ts';
import { insertRows } from './insert-rows.ts';
import { lockMembers, readMembers, writeMembers } from './members.ts';
import type { HubTables } from './schema.ts';
import { anyOf } from './text-arrays.ts';
import { lockTill } from './tills.ts';
import { transact } from './transact.ts';

/** Requests are answered again for so long; afterwards nothing on its way is that old. */
const closedKeptMs = 3 * 86_400_000;

const toLease = (row: HubTables['leases']): LeaseRecord => ({
  id: row.lease_id,
  requestId: row.request_id,
  number: row.number,
  unit: row.unit_id,
  epoch: row.epoch,
  member: row.member_id,
  wallet: row.wallet,
  points: row.points,
  remaining: row.remaining,
  lifeMs: row.life_ms,
  visit: row.visit === 1,
  grantedAtMs: row.granted_at_ms,
  state: row.state as LeaseRecord['state'],
});

const ofUnit = (database: HubConnection, chainId: string, unit: string, epoch: number) =>
  database
    .selectFrom('leases')
    .selectAll()
    .where('chain_id', '=', chainId)
    .where('unit_id', '=', unit)
    .where('epoch', '=', epoch);

export async function readLeases(
  database: HubConnection,
  chainId: string,
  unit: { readonly id: string; readonly epoch: number },
  ids: readonly string[],
): Promise<Map<string, LeaseRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await ofUnit(database, chainId, unit.id, unit.epoch)
    .where('lease_id', '=', anyOf(ids))
    .execute();
  return new Map(rows.map((row) => [row.lease_id, toLease(row)]));
}

async function openLeasesOf(
  database: HubConnection,
  chainId: string,
  unit: string,
  epoch: number,
): Promise<LeaseRecord[]> {
  const rows = await ofUnit(database, chainId, unit, epoch)
    .where('state', '=', 'open')
    .orderBy('number')
    .orderBy('lease_id')
    .execute();
  return rows.map(toLease);
}

/** Writes leases as they are, those that are new and those that changed. */
export const writeLeases = (
  transaction: HubConnection,
  chainId: string,
  leases: readonly LeaseRecord[],
  closedAtMs: number | null,
): Promise<number> =>
  insertRows(
    transaction,
    'leases',
    leases.map((lease) => ({
      ...{ chain_id: chainId, unit_id: lease.unit, epoch: lease.epoch, lease_id: lease.id },
      ...{ request_id: lease.requestId, number: lease.number, member_id: lease.member, wallet: lease.wallet },
      ...{
        points: lease.points,
        remaining: lease.remaining,
        life_ms: lease.lifeMs,
        visit: lease.visit ? 1 : 0,
      },
      ...{ granted_at_ms: lease.grantedAtMs, state: lease.state, closed_at_ms: closedAtMs },
    })),
    sql`on conflict (chain_id, unit_id, epoch, lease_id) do update set remaining = excluded.remaining,
      state = excluded.state, closed_at_ms = excluded.closed_at_ms`,
  );

/** Tills hear of it with their config. */
export async function stopMembers(
  transaction: HubConnection,
  chainId: string,
  members: readonly string[],
  { reason, sinceMs }: Pick<StoppedMember, 'reason' | 'sinceMs'>,
): Promise<boolean> {
  const rows = [...new Set(members)].map((member) => ({
    ...{ chain_id: chainId, member_id: member, since_ms: Math.floor(sinceMs), reason },
  }));
  const added = await insertRows(transaction, 'stop_list', rows, sql`on conflict do nothing`);
  if (added > 0) await recordChanges(transaction, chainId, 'config', [CONFIG_KEY]);
  return added > 0;
}

/** The member with another standing and nothing else. */
const restanding = ({ core }: MemberState, standing: MemberStanding): MemberChange => ({
  core: { ...core, standing },
  lots: [],
  spend: [],
  postings: [],
});

/** Ends leases; what is left of them is the members' again. */
async function closeLeases(
  transaction: HubConnection,
  chainId: string,
  leases: readonly LeaseRecord[],
  state: 'returned' | 'written-off',
  nowMs: number,
): Promise<void> {
  const ids = [...new Set(leases.map(({ member }) => member))];
  await lockMembers(transaction, chainId, ids);
  const members = await readMembers(transaction, chainId, ids, 0);
  const closed = leases.map((lease) => ({ ...lease, state }));
  await writeLeases(transaction, chainId, closed, Math.floor(nowMs));
  const changes = [...members].map(([id, member]): MemberChange => {
    const own = leases.filter((lease) => lease.member === id && lease.remaining > 0);
    const standing = own.reduce(
      (left, { wallet, remaining }) => withLeased(left, wallet, -remaining),
      standingOf(member),
    );
    const postings = own.map((lease) => ({
      operationId: `lease-${state}:${lease.id}`,
      legs: leaseLegs(lease, lease.remaining, 'given-back'),
    }));
    return { ...restanding(member, standing), postings };
  });
  await writeMembers(transaction, chainId, changes, new Set(members.keys()));
  // Tills let go by what is not set aside already.
  if (members.size > 0) await recordChanges(transaction, chainId, 'members', members.keys());
}

export function leaseMethods(database: HubConnection, chainId: string): LeaseStore {
  return {
    grantLeases: (query, decide) =>
      transact(database, (transaction) => grant(transaction, chainId, query, decide)),
    returnLeases: (report) => takeBack(database, chainId, report),
    writeOffLeases: ({ unit, member }, nowMs) =>
      transact(database, async (transaction) => {
        await lockTill(transaction, chainId, unit);
        const open = await readOpen(transaction, chainId, unit, null);
        const lost = open.filter((lease) => member === null || lease.member === member);
        await closeLeases(transaction, chainId, lost, 'written-off', nowMs);
        return lost;
      }),
    openLeases: (unit, limit) => readOpen(database, chainId, unit, limit),
    leaseSums: (sinceMs) => readSums(database, chainId, sinceMs),
    uncoveredLeases: (nowMs) => readUncovered(database, chainId, nowMs),
    stopList: async () => {
      const rows = await database
        .selectFrom('stop_list')
        .select(['member_id as member', 'since_ms as sinceMs', 'reason'])
        .where('chain_id', '=', chainId)
        .orderBy('member_id')
        .execute();
      return rows.map((row) => ({ ...row, reason: row.reason as StoppedMember['reason'] }));
    },
    setStopped: (member, stopped, nowMs) =>
      transact(database, (transaction) => setStopped(transaction, chainId, { member, stopped, nowMs })),
  };
}

/** The unit is held before the member, as in a push: its leases change under that lock only. */
async function grant(
  transaction: HubConnection,
  chainId: string,
  query: Parameters<LeaseStore['grantLeases']>[0],
  decide: Parameters<LeaseStore['grantLeases']>[1],
): Promise<readonly LeaseRecord[] | null> {
  const { unit, epoch, requestId, memberId, spendSinceMs, nowMs } = query;
  await lockTill(transaction, chainId, unit);
  const known = await ofUnit(transaction, chainId, unit, epoch)
    // Ids begin with the request's own; "/" follows "." in the order of bytes.
    .where('lease_id', '>', `${requestId}.`)
    .where('lease_id', '<', `${requestId}/`)
    .orderBy('lease_id')
    .execute();
  if (known.length > 0) return known.map(toLease).filter(({ state }) => state === 'open');
  const id = (await readAliases(transaction, chainId, [memberId])).get(memberId) ?? memberId;
  await lockMembers(transaction, chainId, [id]);
  const member = (await readMembers(transaction, chainId, [id], spendSinceMs)).get(id);
  if (member === undefined) return null;
  const held = await openLeasesOf(transaction, chainId, unit, epoch);
  const { leases, standing } = decide(
    member,
    held.filter((lease) => lease.member === id),
  );
  if (leases.length === 0) return leases;
  await writeLeases(transaction, chainId, leases, null);
  const postings = leases.map((lease) => ({
    operationId: `lease:${lease.id}`,
    legs: leaseLegs(lease, lease.points, 'set-aside'),
  }));
  await writeMembers(transaction, chainId, [{ ...restanding(member, standing), postings }], new Set([id]));
  await recordChanges(transaction, chainId, 'members', [id]);
  await transaction
    .deleteFrom('leases')
    .where('chain_id', '=', chainId)
    .where('unit_id', '=', unit)
    .where('closed_at_ms', '<', Math.floor(nowMs - closedKeptMs))
    .where('state', '<>', 'open')
    .execute();
  return leases;
}

async function takeBack(
  database: HubConnection,
  chainId: string,
  { nowMs, ...report }: Parameters<LeaseStore['returnLeases']>[0],
): Promise<number> {
  const { unit, epoch } = report;
  // Nearly every push gives nothing back: it need not hold anything.
  if (leasesGivenBack(report, await openLeasesOf(database, chainId, unit, epoch)).length === 0) return 0;
  return transact(database, async (transaction) => {
    if (!hasAllSpent(report, await lockTill(transaction, chainId, unit))) return 0;
    const over = leasesGivenBack(report, await openLeasesOf(transaction, chainId, unit, epoch));
    await closeLeases(transaction, chainId, over, 'returned', nowMs);
    return over.length;
  });
}

async function readOpen(
  database: HubConnection,
  chainId: string,
  unit: string | null,
  limit: number | null,
): Promise<LeaseRecord[]> {
  const open = database
    .selectFrom('leases')
    .selectAll()
    .where('chain_id', '=', chainId)
    .where('state', '=', 'open')
    .$if(unit !== null, (query) => query.where('unit_id', '=', unit))
    .orderBy('granted_at_ms')
    .orderBy('lease_id')
    .$if(limit !== null, (query) => query.limit(limit ?? 0));
  return (await open.execute()).map(toLease);
}

async function readSums(database: HubConnection, chainId: string, sinceMs: number): Promise<LeaseSum[]> {
  const { rows } = await sql<LeaseSum>`
    select unit_id as unit, wallet, state, count(*)::bigint as leases, sum(remaining)::bigint as points
    from leases where chain_id = ${chainId}
      and (state = 'open' or (state = 'written-off' and closed_at_ms >= ${Math.floor(sinceMs)}))
    group by 1, 2, 3 order by 1, 2, 3`.execute(database);
  return rows;
}

async function readUncovered(
  database: HubConnection,
  chainId: string,
  nowMs: number,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ wallet: string; points: number }>`
    select wallet, sum(greatest(0, leased - greatest(0, balance)))::bigint as points from (
      select l.wallet, l.leased, coalesce((
          select sum(t.remaining) from lots as t
          where t.chain_id = ${chainId} and t.member_id = l.member_id and t.wallet = l.wallet
            and (t.remaining < 0 or t.expires_at is null or t.expires_at > ${instantFromMs(Math.floor(nowMs))})
        ), 0) as balance
      from (select member_id, wallet, sum(remaining) as leased from leases
        where chain_id = ${chainId} and state = 'open' group by 1, 2) as l
    ) as each_member group by 1`.execute(database);
  return Object.fromEntries(rows.map(({ wallet, points }) => [wallet, points]));
}

async function setStopped(
  transaction: HubConnection,
  chainId: string,
  { member, stopped, nowMs }: { readonly member: string; readonly stopped: boolean; readonly nowMs: number },
): Promise<boolean> {
  await lockMembers(transaction, chainId, [member]);
  const known = (await readMembers(transaction, chainId, [member], 0)).get(member);
  if (stopped) {
    const reason = { reason: 'operator', sinceMs: nowMs } as const;
    return known !== undefined && stopMembers(transaction, chainId, [member], reason);
  }
  const gone = await transaction
    .deleteFrom('stop_list')
    .where('chain_id', '=', chainId)
    .where('member_id', '=', member)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) return false;
  if (known !== undefined) {
    // Forgiven: the next overdraft is the first again.
    const forgiven = restanding(known, { ...standingOf(known), overdrafts: 0 });
    await writeMembers(transaction, chainId, [forgiven], new Set([member]));
  }
  await recordChanges(transaction, chainId, 'config', [CONFIG_KEY]);
  return true;
}
