import type { Lot } from '../../../contracts/ledger.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import { coreOfRow, type MemberRow, rowOfCore } from '../member-row.ts';
import type { MemberChange, MemberCore, MemberState } from '../records.ts';

/** The places of a lot as `readMembers` asks for them. */
type LotValues = readonly [string, string, string, string, string | null, number, number];
type StateRow = MemberRow & {
  /** JSON: spend in minor units and purchases. */
  readonly spend: string;
  /** JSON: `LotValues` of the lots that still hold points or a debt; used-up ones stay in the table as history. */
  readonly lots: string;
};

/** One statement, however many members: those of the ids (a JSON list) that are known. */
const selectStates = `
SELECT m.chain_id, m.member_id, m.state, m.first_name, m.phone_hash, m.phone_last4, m.birthday, m.joined_at, m.tier,
  m.details,
  (SELECT json_array(coalesce(sum(b.spend_minor), 0), coalesce(sum(b.purchases), 0)) FROM bookings AS b
   WHERE b.chain_id = m.chain_id AND b.member_id = m.member_id AND b.at_ms > ?3) AS spend,
  (SELECT json_group_array(json_array(lot_id, wallet, earned_at, active_at, expires_at, points, remaining))
   FROM (SELECT * FROM lots AS l
         WHERE l.chain_id = m.chain_id AND l.member_id = m.member_id AND l.remaining <> 0 ORDER BY l.lot_id)) AS lots
FROM json_each(?2) AS asked
CROSS JOIN members AS m ON m.chain_id = ?1 AND m.member_id = asked.value`;

/** Those of the members that exist, with what holds points or a debt and their spend after an instant. */
export function readMembers(
  reader: SqliteReader,
  chainId: string,
  memberIds: readonly string[],
  spendSinceMs: number,
): Map<string, MemberState> {
  const members = new Map<string, MemberState>();
  if (memberIds.length === 0) return members;
  const asked = { 1: chainId, 2: JSON.stringify(memberIds), 3: spendSinceMs };
  for (const row of reader.all<StateRow>(selectStates, asked)) {
    const [spendMinor, purchases] = JSON.parse(row.spend) as [number, number];
    const lots = (JSON.parse(row.lots) as LotValues[]).map((values) => lotOf(row.member_id, values));
    members.set(row.member_id, { core: coreOfRow(row), spendMinor, purchases, lots });
  }
  return members;
}

const lotOf = (
  memberId: string,
  [id, wallet, earnedAt, activeAt, expiresAt, points, remaining]: LotValues,
): Lot => ({ id, memberId, wallet, earnedAt, activeAt, expiresAt, points, remaining });

export const readMember = (
  reader: SqliteReader,
  chainId: string,
  memberId: string,
  spendSinceMs: number,
): MemberState | null => readMembers(reader, chainId, [memberId], spendSinceMs).get(memberId) ?? null;

/** Writes a member, its identifiers, the changed lots, postings and spend. */
export function writeMember(writer: SqliteWriter, chainId: string, change: MemberChange): void {
  const core = change.core;
  writeCore(writer, chainId, core);
  for (const lot of change.lots) {
    writer.run(
      `INSERT INTO lots (chain_id, member_id, lot_id, wallet, earned_at, active_at, expires_at, points, remaining)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (chain_id, member_id, lot_id) DO UPDATE SET remaining = excluded.remaining`,
      [
        chainId,
        core.id,
        lot.id,
        lot.wallet,
        lot.earnedAt,
        lot.activeAt,
        lot.expiresAt,
        lot.points,
        lot.remaining,
      ],
    );
  }
  const legsOf = new Map(change.postings.map(({ operationId, legs }) => [operationId, legs]));
  const spendOf = new Map(change.spend.map((entry) => [entry.operationId, entry]));
  for (const operationId of new Set([...legsOf.keys(), ...spendOf.keys()])) {
    const { atMs = null, spendMinor = 0, purchases = 0 } = spendOf.get(operationId) ?? {};
    const legs = (legsOf.get(operationId) ?? []).map((leg) => [
      leg.wallet,
      leg.account,
      leg.lotId,
      leg.points,
    ]);
    writer.run(
      `INSERT INTO bookings (chain_id, member_id, operation_id, at_ms, spend_minor, purchases, legs)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [chainId, core.id, operationId, atMs, spendMinor, purchases, JSON.stringify(legs)],
    );
  }
}

/** Writes the member alone, without what is booked. */
export function writeCore(writer: SqliteWriter, chainId: string, core: MemberCore): void {
  const row = rowOfCore(chainId, core);
  writer.run(
    `INSERT INTO members (chain_id, member_id, state, first_name, phone_hash, phone_last4, birthday, joined_at, tier,
       details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (chain_id, member_id) DO UPDATE SET state = excluded.state, first_name = excluded.first_name,
       phone_hash = excluded.phone_hash, phone_last4 = excluded.phone_last4, birthday = excluded.birthday,
       joined_at = excluded.joined_at, tier = excluded.tier, details = excluded.details`,
    [
      ...[row.chain_id, row.member_id, row.state, row.first_name, row.phone_hash, row.phone_last4],
      ...[row.birthday, row.joined_at, row.tier, row.details],
    ],
  );
}

/** Identifiers and the phone number change only by import and enrolment, never by a sale. */
export function writeIdentifiers(
  writer: SqliteWriter,
  chainId: string,
  core: MemberCore,
  phone: string | null,
  formerPhoneHash: string | null,
): void {
  if (formerPhoneHash !== null) {
    writer.run(
      `DELETE FROM identifiers WHERE chain_id = ? AND kind = 'phoneHash' AND value = ? AND member_id = ?`,
      [chainId, formerPhoneHash, core.id],
    );
  }
  const add = (kind: string, value: string): void => {
    writer.run(
      `INSERT INTO identifiers (chain_id, kind, value, member_id) VALUES (?, ?, ?, ?)
       ON CONFLICT (chain_id, kind, value) DO NOTHING`,
      [chainId, kind, value, core.id],
    );
  };
  for (const card of core.cards) add('card', card);
  if (core.phoneHash !== null) add('phoneHash', core.phoneHash);
  if (phone === null) return;
  writer.run(
    `INSERT INTO member_phones (chain_id, member_id, phone) VALUES (?, ?, ?)
     ON CONFLICT (chain_id, member_id) DO UPDATE SET phone = excluded.phone`,
    [chainId, core.id, phone],
  );
}

export function identifierOwner(
  reader: SqliteReader,
  chainId: string,
  kind: 'card' | 'phoneHash',
  value: string,
): string | undefined {
  return reader.get<{ member_id: string }>(
    'SELECT member_id FROM identifiers WHERE chain_id = ? AND kind = ? AND value = ?',
    [chainId, kind, value],
  )?.member_id;
}
