import type { Lot } from '../../../contracts/ledger.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import { coreOfRow, type LotRow, lotOfRow, type MemberRow, rowOfCore } from '../member-row.ts';
import type { MemberChange, MemberCore, MemberState } from '../records.ts';

export function readMember(
  reader: SqliteReader,
  chainId: string,
  memberId: string,
  spendSinceMs: number,
): MemberState | null {
  const row = reader.get<MemberRow>(
    `SELECT chain_id, member_id, state, first_name, phone_hash, phone_last4, birthday, joined_at, tier, details
     FROM members WHERE chain_id = ? AND member_id = ?`,
    [chainId, memberId],
  );
  if (row === undefined) return null;
  const spend = reader.get<{ spend_minor: number; purchases: number }>(
    `SELECT coalesce(sum(spend_minor), 0) AS spend_minor, coalesce(sum(purchases), 0) AS purchases
     FROM member_spend WHERE chain_id = ? AND member_id = ? AND at_ms > ?`,
    [chainId, memberId, spendSinceMs],
  );
  return {
    core: coreOfRow(row),
    spendMinor: spend?.spend_minor ?? 0,
    purchases: spend?.purchases ?? 0,
    lots: readLots(reader, chainId, memberId),
  };
}

/** Lots that still hold points or a debt; used-up ones stay in the table as history. */
function readLots(reader: SqliteReader, chainId: string, memberId: string): Lot[] {
  return reader
    .all<LotRow>(
      `SELECT member_id, lot_id, wallet, earned_at, active_at, expires_at, points, remaining FROM lots
       WHERE chain_id = ? AND member_id = ? AND remaining <> 0 ORDER BY lot_id`,
      [chainId, memberId],
    )
    .map(lotOfRow);
}

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
  for (const { operationId, legs } of change.postings) {
    legs.forEach((leg, index) => {
      writer.run(
        `INSERT INTO postings (chain_id, member_id, operation_id, leg, wallet, account, lot_id, points)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [chainId, core.id, operationId, index, leg.wallet, leg.account, leg.lotId, leg.points],
      );
    });
  }
  for (const entry of change.spend) {
    writer.run(
      `INSERT INTO member_spend (chain_id, member_id, operation_id, at_ms, spend_minor, purchases)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [chainId, core.id, entry.operationId, entry.atMs, entry.spendMinor, entry.purchases],
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
