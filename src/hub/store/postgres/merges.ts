import { sql } from 'kysely';
import type { CouponRecord } from '../../../contracts/coupon.ts';
import type { MergePair, MergeRecord, MergeStore } from '../merge-store.ts';
import type { MemberCore } from '../records.ts';
import { CONFIG_KEY } from './chain.ts';
import { recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { writeCoupons } from './coupons.ts';
import { readErased } from './erasures.ts';
import { lockMembers, readMembers, writeCores } from './members.ts';
import { transact } from './transact.ts';

const columns = sql.raw(`source, target, author, created_at_ms as "createdAtMs",
  approved_by as "approvedBy", done_at_ms as "doneAtMs"`);

async function waiting(
  database: HubConnection,
  chainId: string,
  source: string,
): Promise<MergeRecord | undefined> {
  const { rows } = await sql<MergeRecord>`select ${columns} from member_merges
    where chain_id = ${chainId} and source = ${source} and done_at_ms is null for update`.execute(database);
  return rows[0];
}

export function mergeMethods(database: HubConnection, chainId: string): MergeStore {
  return {
    addMerge: async ({ source, target, author, createdAtMs }) => {
      const { numAffectedRows } = await sql`
        insert into member_merges (chain_id, source, target, author, created_at_ms)
        values (${chainId}, ${source}, ${target}, ${author}, ${Math.floor(createdAtMs)})
        on conflict (chain_id, source) do nothing`.execute(database);
      return (numAffectedRows ?? 0n) > 0n;
    },
    merges: async (limit) => {
      const { rows } = await sql<MergeRecord>`select ${columns} from member_merges where chain_id = ${chainId}
        order by done_at_ms is not null, created_at_ms desc, source limit ${limit}`.execute(database);
      return rows;
    },
    dropMerge: async (source) => {
      const { numAffectedRows } = await sql`delete from member_merges
        where chain_id = ${chainId} and source = ${source} and done_at_ms is null`.execute(database);
      return (numAffectedRows ?? 0n) > 0n;
    },
    mergeMembers: ({ source, approvedBy, nowMs, spendSinceMs }, decide) =>
      transact(database, async (transaction) => {
        const merge = await waiting(transaction, chainId, source);
        if (merge === undefined) return null;
        const ids = [source, merge.target];
        await lockMembers(transaction, chainId, ids);
        const members = await readMembers(transaction, chainId, ids, spendSinceMs);
        const pair: MergePair = {
          merge,
          source: members.get(source) ?? null,
          target: members.get(merge.target) ?? null,
          isErased: (await readErased(transaction, chainId, ids)).size > 0,
        };
        const decided = decide(pair);
        if (!decided.ok) return decided;
        const doneAtMs = Math.floor(nowMs);
        await sql`update member_merges set approved_by = ${approvedBy}, done_at_ms = ${doneAtMs}
          where chain_id = ${chainId} and source = ${source}`.execute(transaction);
        await moveMember(transaction, chainId, pair, decided.value);
        return { ok: true, value: { ...merge, approvedBy, doneAtMs } };
      }),
  };
}

/** Rows go over as they are: every sum over both stays what it was. */
async function moveMember(
  transaction: HubConnection,
  chainId: string,
  { merge: { source, target }, ...states }: MergePair,
  core: MemberCore,
): Promise<void> {
  // A lot that both have is one taken from without being known: what is owed adds up.
  await sql`insert into lots (chain_id, member_id, lot_id, wallet, earned_at, active_at, expires_at, points, remaining)
    select chain_id, ${target}, lot_id, wallet, earned_at, active_at, expires_at, points, remaining from lots
    where chain_id = ${chainId} and member_id = ${source}
    on conflict (chain_id, member_id, lot_id) do update set points = lots.points + excluded.points,
      remaining = lots.remaining + excluded.remaining`.execute(transaction);
  for (const table of ['postings', 'member_spend', 'consents'] as const) {
    await sql`update ${sql.table(table)} set member_id = ${target}
      where chain_id = ${chainId} and member_id = ${source}`.execute(transaction);
  }
  await movePhone(transaction, chainId, { source, target }, states.source?.core.phoneHash ?? null, core);
  await sql`update identifiers set member_id = ${target}
    where chain_id = ${chainId} and member_id = ${source}`.execute(transaction);
  await sql`update merged_members set target = ${target}
    where chain_id = ${chainId} and target = ${source}`.execute(transaction);
  await sql`insert into merged_members (chain_id, alias, target)
    values (${chainId}, ${source}, ${target})`.execute(transaction);
  const stopped = await sql`insert into stop_list (chain_id, member_id, since_ms, reason)
    select chain_id, ${target}, since_ms, reason from stop_list where chain_id = ${chainId} and member_id = ${source}
    on conflict (chain_id, member_id) do nothing`.execute(transaction);
  for (const table of ['lots', 'member_phones', 'stop_list', 'members'] as const) {
    await sql`delete from ${sql.table(table)} where chain_id = ${chainId} and member_id = ${source}`.execute(
      transaction,
    );
  }
  await writeCores(transaction, chainId, [core]);
  await moveCoupons(transaction, chainId, source, target);
  if ((stopped.numAffectedRows ?? 0n) > 0n) await recordChanges(transaction, chainId, 'config', [CONFIG_KEY]);
  // The source has no member any more: tills get its tombstone.
  await recordChanges(transaction, chainId, 'members', [source, target]);
}

/** One member has one phone: another one is forgotten, and may enrol anew. */
async function movePhone(
  transaction: HubConnection,
  chainId: string,
  { source, target }: { readonly source: string; readonly target: string },
  former: string | null,
  core: MemberCore,
): Promise<void> {
  if (former === null) return;
  if (former === core.phoneHash) {
    await sql`insert into member_phones (chain_id, member_id, phone)
      select chain_id, ${target}, phone from member_phones where chain_id = ${chainId} and member_id = ${source}
      on conflict (chain_id, member_id) do nothing`.execute(transaction);
    return;
  }
  await sql`delete from identifiers where chain_id = ${chainId} and kind = 'phoneHash' and value = ${former}
    and member_id = ${source}`.execute(transaction);
}

async function moveCoupons(
  transaction: HubConnection,
  chainId: string,
  source: string,
  target: string,
): Promise<void> {
  const { rows } = await sql<{ key: string; record: string }>`
    select coupon_key as key, record from coupons
    where chain_id = ${chainId} and record::json ->> 'member' = ${source} order by coupon_key for update`.execute(
    transaction,
  );
  if (rows.length === 0) return;
  const moved = new Map(
    rows.map(({ key, record }) => [key, { ...(JSON.parse(record) as CouponRecord), member: target }]),
  );
  await writeCoupons(transaction, chainId, moved, moved);
  await recordChanges(transaction, chainId, 'coupons', moved.keys());
}
