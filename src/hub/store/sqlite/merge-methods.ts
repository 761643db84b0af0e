import type { CouponRecord } from '../../../contracts/coupon.ts';
import type { SqliteDatabase, SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { MergePair, MergeRecord, MergeStore } from '../merge-store.ts';
import type { MemberCore } from '../records.ts';
import { CONFIG_KEY } from './chain-tables.ts';
import { recordChanges } from './changes.ts';
import { writeCoupons } from './coupon-tables.ts';
import { isErased } from './erasure-tables.ts';
import { readMember, writeCore } from './member-tables.ts';

const columns = `source, target, author, created_at_ms AS createdAtMs, approved_by AS approvedBy,
  done_at_ms AS doneAtMs`;

const waiting = (reader: SqliteReader, chainId: string, source: string): MergeRecord | undefined =>
  reader.get<MergeRecord>(
    `SELECT ${columns} FROM member_merges WHERE chain_id = ? AND source = ? AND done_at_ms IS NULL`,
    [chainId, source],
  );

export function mergeMethods(database: SqliteDatabase, chainId: string): MergeStore {
  return {
    addMerge: async ({ source, target, author, createdAtMs }) =>
      database.transaction(
        (writer) =>
          writer.run(
            `INSERT INTO member_merges (chain_id, source, target, author, created_at_ms) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (chain_id, source) DO NOTHING`,
            [chainId, source, target, author, Math.floor(createdAtMs)],
          ) > 0,
      ),
    merges: async (limit) =>
      database.all<MergeRecord>(
        `SELECT ${columns} FROM member_merges WHERE chain_id = ?
         ORDER BY done_at_ms IS NOT NULL, created_at_ms DESC, source LIMIT ?`,
        [chainId, limit],
      ),
    dropMerge: async (source) =>
      database.transaction(
        (writer) =>
          writer.run('DELETE FROM member_merges WHERE chain_id = ? AND source = ? AND done_at_ms IS NULL', [
            chainId,
            source,
          ]) > 0,
      ),
    mergeMembers: async ({ source, approvedBy, nowMs, spendSinceMs }, decide) =>
      database.transaction((writer) => {
        const merge = waiting(writer, chainId, source);
        if (merge === undefined) return null;
        const pair: MergePair = {
          merge,
          source: readMember(writer, chainId, source, spendSinceMs),
          target: readMember(writer, chainId, merge.target, spendSinceMs),
          isErased: isErased(writer, chainId, source) || isErased(writer, chainId, merge.target),
        };
        const decided = decide(pair);
        if (!decided.ok) return decided;
        moveMember(writer, chainId, pair, decided.value);
        const doneAtMs = Math.floor(nowMs);
        writer.run(
          'UPDATE member_merges SET approved_by = ?, done_at_ms = ? WHERE chain_id = ? AND source = ?',
          [approvedBy, doneAtMs, chainId, source],
        );
        return { ok: true, value: { ...merge, approvedBy, doneAtMs } };
      }),
  };
}

/** Rows go over as they are: every sum over both stays what it was. */
function moveMember(
  writer: SqliteWriter,
  chainId: string,
  { merge: { source, target }, ...states }: MergePair,
  core: MemberCore,
): void {
  const names = { 1: chainId, 2: source, 3: target };
  // A lot that both have is one taken from without being known: what is owed adds up.
  writer.run(
    `INSERT INTO lots (chain_id, member_id, lot_id, wallet, earned_at, active_at, expires_at, points, remaining)
     SELECT chain_id, ?3, lot_id, wallet, earned_at, active_at, expires_at, points, remaining FROM lots
     WHERE chain_id = ?1 AND member_id = ?2
     ON CONFLICT (chain_id, member_id, lot_id) DO UPDATE SET points = points + excluded.points,
       remaining = remaining + excluded.remaining`,
    names,
  );
  for (const table of ['bookings', 'consents'] as const) {
    writer.run(`UPDATE ${table} SET member_id = ?3 WHERE chain_id = ?1 AND member_id = ?2`, names);
  }
  movePhone(writer, names, states.source?.core.phoneHash ?? null, core);
  writer.run('UPDATE identifiers SET member_id = ?3 WHERE chain_id = ?1 AND member_id = ?2', names);
  writer.run('UPDATE merged_members SET target = ?3 WHERE chain_id = ?1 AND target = ?2', names);
  writer.run('INSERT INTO merged_members (chain_id, alias, target) VALUES (?1, ?2, ?3)', names);
  const stopped = writer.run(
    `INSERT INTO stop_list (chain_id, member_id, since_ms, reason)
     SELECT chain_id, ?3, since_ms, reason FROM stop_list WHERE chain_id = ?1 AND member_id = ?2
     ON CONFLICT (chain_id, member_id) DO NOTHING`,
    names,
  );
  if (stopped > 0) recordChanges(writer, chainId, 'config', [CONFIG_KEY]);
  for (const table of ['lots', 'member_phones', 'stop_list', 'members'] as const) {
    writer.run(`DELETE FROM ${table} WHERE chain_id = ?1 AND member_id = ?2`, { 1: chainId, 2: source });
  }
  writeCore(writer, chainId, core);
  moveCoupons(writer, chainId, source, target);
  // The source has no member any more: tills get its tombstone.
  recordChanges(writer, chainId, 'members', [source, target]);
}

/** One member has one phone: another one is forgotten, and may enrol anew. */
function movePhone(
  writer: SqliteWriter,
  names: { readonly 1: string; readonly 2: string; readonly 3: string },
  former: string | null,
  core: MemberCore,
): void {
  if (former === null) return;
  if (former === core.phoneHash) {
    writer.run(
      `INSERT INTO member_phones (chain_id, member_id, phone)
       SELECT chain_id, ?3, phone FROM member_phones WHERE chain_id = ?1 AND member_id = ?2
       ON CONFLICT (chain_id, member_id) DO NOTHING`,
      names,
    );
    return;
  }
  writer.run(
    `DELETE FROM identifiers WHERE chain_id = ?1 AND kind = 'phoneHash' AND value = ?3 AND member_id = ?2`,
    { ...names, 3: former },
  );
}

function moveCoupons(writer: SqliteWriter, chainId: string, source: string, target: string): void {
  const rows = writer.all<{ key: string; record: string }>(
    `SELECT coupon_key AS key, record FROM coupons WHERE chain_id = ? AND record ->> '$.member' = ?`,
    [chainId, source],
  );
  if (rows.length === 0) return;
  const moved = new Map(
    rows.map(({ key, record }) => [key, { ...(JSON.parse(record) as CouponRecord), member: target }]),
  );
  writeCoupons(writer, chainId, moved);
  recordChanges(writer, chainId, 'coupons', moved.keys());
}
