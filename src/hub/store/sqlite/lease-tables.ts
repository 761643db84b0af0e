import { instantFromMs } from '../../../loyalty/ledger/instant.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import { leaseLegs, standingOf, withLeased } from '../../ledger/standing.ts';
import type { LeaseSum, StoppedMember } from '../lease-store.ts';
import type { LeaseRecord, MemberStanding, MemberState } from '../records.ts';
import { CONFIG_KEY } from './chain-tables.ts';
import { recordChanges } from './changes.ts';
import { readMember, writeMember } from './member-tables.ts';

type Row = Omit<LeaseRecord, 'visit'> & { readonly visit: number };

const columns = `lease_id AS id, request_id AS requestId, number, unit_id AS unit, epoch, member_id AS member, wallet,
  points, remaining, life_ms AS lifeMs, visit, granted_at_ms AS grantedAtMs, state`;

function query(reader: SqliteReader, where: string, parameters: readonly (string | number)[]): LeaseRecord[] {
  return reader
    .all<Row>(`SELECT ${columns} FROM leases WHERE ${where}`, [...parameters])
    .map((row) => ({ ...row, visit: row.visit === 1 }));
}

export function readLeases(
  reader: SqliteReader,
  chainId: string,
  unit: string,
  epoch: number,
  ids: readonly string[],
): Map<string, LeaseRecord> {
  const found = new Map<string, LeaseRecord>();
  for (const id of ids) {
    const where = 'chain_id = ? AND unit_id = ? AND epoch = ? AND lease_id = ?';
    for (const lease of query(reader, where, [chainId, unit, epoch, id])) found.set(id, lease);
  }
  return found;
}

/** Those of one request, over or not. */
export const leasesOfRequest = (
  reader: SqliteReader,
  chainId: string,
  { unit, epoch, requestId }: Pick<LeaseRecord, 'unit' | 'epoch' | 'requestId'>,
): LeaseRecord[] =>
  query(
    reader,
    `chain_id = ? AND unit_id = ? AND epoch = ? AND lease_id > ? AND lease_id < ? ORDER BY lease_id`,
    // Ids begin with the request's own; "/" follows "." in every collation used here.
    [chainId, unit, epoch, `${requestId}.`, `${requestId}/`],
  );

export const openLeasesOf = (
  reader: SqliteReader,
  chainId: string,
  unit: string,
  epoch: number,
): LeaseRecord[] =>
  query(reader, `chain_id = ? AND unit_id = ? AND epoch = ? AND state = 'open' ORDER BY number, lease_id`, [
    chainId,
    unit,
    epoch,
  ]);

export const openLeases = (
  reader: SqliteReader,
  chainId: string,
  unit: string | null,
  limit: number,
): LeaseRecord[] =>
  unit === null
    ? query(reader, `chain_id = ? AND state = 'open' ORDER BY granted_at_ms, lease_id LIMIT ?`, [
        chainId,
        limit,
      ])
    : query(
        reader,
        `chain_id = ? AND unit_id = ? AND state = 'open' ORDER BY granted_at_ms, lease_id LIMIT ?`,
        [chainId, unit, limit],
      );

export function insertLeases(writer: SqliteWriter, chainId: string, leases: readonly LeaseRecord[]): void {
  for (const lease of leases) {
    writer.run(
      `INSERT INTO leases (chain_id, unit_id, epoch, lease_id, request_id, number, member_id, wallet, points, remaining,
         life_ms, visit, granted_at_ms, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        chainId,
        lease.unit,
        lease.epoch,
        lease.id,
        lease.requestId,
        lease.number,
        lease.member,
        lease.wallet,
        lease.points,
        lease.remaining,
        lease.lifeMs,
        lease.visit ? 1 : 0,
        lease.grantedAtMs,
        lease.state,
      ],
    );
  }
}

export function updateLease(
  writer: SqliteWriter,
  chainId: string,
  lease: Pick<LeaseRecord, 'unit' | 'epoch' | 'id' | 'remaining' | 'state'>,
  closedAtMs: number | null,
): void {
  writer.run(
    `UPDATE leases SET remaining = ?, state = ?, closed_at_ms = ?
     WHERE chain_id = ? AND unit_id = ? AND epoch = ? AND lease_id = ?`,
    [lease.remaining, lease.state, closedAtMs, chainId, lease.unit, lease.epoch, lease.id],
  );
}

/** Points of a member into or out of `leased`; the rest of the member stays as it is. */
export function postLeases(
  writer: SqliteWriter,
  chainId: string,
  { core }: MemberState,
  standing: MemberStanding,
  postings: readonly {
    readonly operationId: string;
    readonly lease: LeaseRecord;
    readonly points: number;
    readonly direction: 'set-aside' | 'given-back';
  }[],
): void {
  writeMember(writer, chainId, {
    core: { ...core, standing },
    lots: [],
    spend: [],
    postings: postings.map(({ operationId, lease, points, direction }) => ({
      operationId,
      legs: leaseLegs({ ...lease, member: core.id }, points, direction),
    })),
  });
  // Tills let go by what is not set aside already.
  recordChanges(writer, chainId, 'members', [core.id]);
}

/** Ends leases; what is left of them is the members' again. */
export function closeLeases(
  writer: SqliteWriter,
  chainId: string,
  leases: readonly LeaseRecord[],
  state: 'returned' | 'written-off',
  nowMs: number,
): void {
  for (const lease of leases) {
    updateLease(writer, chainId, { ...lease, state }, nowMs);
    const member = lease.remaining === 0 ? null : readMember(writer, chainId, lease.member, 0);
    if (member === null) continue;
    const standing = withLeased(standingOf(member), lease.wallet, -lease.remaining);
    const operationId = `lease-${state}:${lease.id}`;
    postLeases(writer, chainId, member, standing, [
      { operationId, lease, points: lease.remaining, direction: 'given-back' },
    ]);
  }
}

/** Requests are answered again for so long; afterwards nothing on its way is that old. */
const closedKeptMs = 3 * 86_400_000;

export const forgetClosedLeases = (
  writer: SqliteWriter,
  chainId: string,
  unit: string,
  nowMs: number,
): number =>
  writer.run(
    `DELETE FROM leases WHERE chain_id = ? AND unit_id = ? AND closed_at_ms < ? AND state <> 'open'`,
    [chainId, unit, nowMs - closedKeptMs],
  );

export const readLeaseSums = (reader: SqliteReader, chainId: string, writtenOffSinceMs: number): LeaseSum[] =>
  reader.all<LeaseSum>(
    `SELECT unit_id AS unit, wallet, state, count(*) AS leases, sum(remaining) AS points FROM leases
     WHERE chain_id = ? AND (state = 'open' OR (state = 'written-off' AND closed_at_ms >= ?))
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [chainId, writtenOffSinceMs],
  );

export function readUncovered(reader: SqliteReader, chainId: string, nowMs: number): Record<string, number> {
  const rows = reader.all<{ wallet: string; points: number }>(
    `SELECT wallet, sum(max(0, leased - max(0, balance))) AS points FROM (
       SELECT l.wallet AS wallet, sum(l.remaining) AS leased, coalesce((
           SELECT sum(t.remaining) FROM lots AS t
           WHERE t.chain_id = l.chain_id AND t.member_id = l.member_id AND t.wallet = l.wallet
             AND (t.remaining < 0 OR t.expires_at IS NULL OR t.expires_at > ?2)), 0) AS balance
       FROM leases AS l WHERE l.chain_id = ?1 AND l.state = 'open' GROUP BY l.member_id, l.wallet
     ) GROUP BY wallet`,
    { 1: chainId, 2: instantFromMs(Math.floor(nowMs)) },
  );
  return Object.fromEntries(rows.map(({ wallet, points }) => [wallet, points]));
}

export const readStopList = (reader: SqliteReader, chainId: string): StoppedMember[] =>
  reader.all<StoppedMember>(
    'SELECT member_id AS member, since_ms AS sinceMs, reason FROM stop_list WHERE chain_id = ? ORDER BY member_id',
    [chainId],
  );

/** Tills hear of it with their config. */
export function stopMembers(
  writer: SqliteWriter,
  chainId: string,
  members: readonly string[],
  reason: StoppedMember['reason'],
  nowMs: number,
): boolean {
  let changed = false;
  for (const member of members) {
    changed =
      writer.run(
        `INSERT INTO stop_list (chain_id, member_id, since_ms, reason) VALUES (?, ?, ?, ?)
         ON CONFLICT (chain_id, member_id) DO NOTHING`,
        [chainId, member, nowMs, reason],
      ) === 1 || changed;
  }
  if (changed) recordChanges(writer, chainId, 'config', [CONFIG_KEY]);
  return changed;
}
