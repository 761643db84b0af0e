import { sql } from 'kysely';
import { defined } from '../../../shared/assert.ts';
import type { HubStore, PushChanges, PushQuery, PushState } from '../hub-store.ts';
import { type AuditRecord, membersOf } from '../records.ts';
import { recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { readCoupons, writeCoupons } from './coupons.ts';
import { readAliases, readOwners, seenOwners, writeEnrolments } from './identifiers.ts';
import { insertRows } from './insert-rows.ts';
import { readLeases, stopMembers, writeLeases } from './leases.ts';
import { lockMembers, readMembers, writeMembers } from './members.ts';
import { readAppliedIds, readVerdicts, writeOperations } from './operations.ts';
import { readPurchases, writePurchases, writeReturns } from './purchases.ts';
import { lockTill } from './tills.ts';
import { Raced, transact } from './transact.ts';

/** A push in one transaction: some twenty statements, however many operations it holds. */
export function pushMethods(
  database: HubConnection,
  chainId: string,
): Pick<HubStore, 'applyPush' | 'promotionUses'> {
  return {
    applyPush: (query, decide) =>
      transact(database, async (transaction) => {
        const state = await loadState(transaction, chainId, query);
        const { changes, answer } = decide(state);
        if (changes !== null) await writeChanges(transaction, chainId, { query, state, changes });
        return answer;
      }),
    promotionUses: async (promotions) => {
      const rows = await database
        .selectFrom('promotion_uses')
        .select(['promotion_id', 'uses'])
        .where('chain_id', '=', chainId)
        .where('promotion_id', '=', sql<string>`any(${promotions}::text[])`)
        .execute();
      return Object.fromEntries(rows.map((row) => [row.promotion_id, row.uses]));
    },
  };
}

async function loadState(transaction: HubConnection, chainId: string, query: PushQuery): Promise<PushState> {
  const till = defined(await lockTill(transaction, chainId, query.tillId), 'a push comes from a known till');
  const aliases = await readAliases(transaction, chainId, query.memberIds);
  const phoneOwner = await readOwners(transaction, chainId, 'phoneHash', query.phoneHashes);
  const cardOwner = await readOwners(transaction, chainId, 'card', query.cards);
  const memberIds = [
    ...new Set([...query.memberIds.map((id) => aliases.get(id) ?? id), ...phoneOwner.values()]),
  ];
  await lockMembers(transaction, chainId, memberIds);
  const members = await readMembers(transaction, chainId, memberIds, query.spendSinceMs);
  const missing = memberIds.filter((id) => !members.has(id));
  // Merged into another while this waited for it.
  if ((await readAliases(transaction, chainId, missing)).size > 0) throw new Raced();
  const purchases = await readPurchases(transaction, chainId, query.purchaseOperations, true);
  const buyers = await readAliases(transaction, chainId, membersOf(purchases));
  return {
    ...{ till, phoneOwner, cardOwner, purchases },
    aliases: new Map([...aliases, ...buyers]),
    coupons: await readCoupons(transaction, chainId, query.couponKeys, true),
    stored: await readVerdicts(transaction, chainId, query),
    appliedIds: await readAppliedIds(transaction, chainId, query.operationIds),
    leases: await readLeases(transaction, chainId, till, query.leaseIds),
    members,
  };
}

async function writeChanges(
  transaction: HubConnection,
  chainId: string,
  {
    query,
    state,
    changes,
  }: { readonly query: PushQuery; readonly state: PushState; readonly changes: PushChanges },
): Promise<void> {
  await writeMembers(transaction, chainId, changes.members, new Set(state.members.keys()));
  await writeOperations(transaction, chainId, query, changes);
  await writeEnrolments(transaction, chainId, changes.enrolments, {
    phoneHash: seenOwners(query.phoneHashes, state.phoneOwner),
    card: seenOwners(query.cards, state.cardOwner),
  });
  await writePurchases(transaction, chainId, changes.purchases);
  await writeReturns(transaction, chainId, changes.returns);
  await writeCoupons(transaction, chainId, changes.coupons, state.coupons);
  await writeLeases(transaction, chainId, [...changes.leases.values()], null);
  const stop = { reason: 'overdrafts', sinceMs: query.nowMs } as const;
  await stopMembers(transaction, chainId, changes.stopped, stop);
  await writeAudit(transaction, chainId, query.tillId, changes.audit);
  await countUses(transaction, chainId, changes.uses);
  if (changes.coupons.size > 0) {
    await recordChanges(transaction, chainId, 'coupons', changes.coupons.keys());
  }
  // An alias has no member: tills get its tombstone.
  const aliases = changes.enrolments.flatMap((one) => one.alias ?? []);
  const moved = [...changes.members.map((member) => member.core.id), ...aliases];
  if (moved.length > 0) await recordChanges(transaction, chainId, 'members', moved);
}

const writeAudit = (
  transaction: HubConnection,
  chainId: string,
  tillId: string,
  records: readonly AuditRecord[],
): Promise<number> =>
  insertRows(
    transaction,
    'audit_log',
    records.map(({ operationId, atMs, body }) => ({
      ...{ chain_id: chainId, at_ms: atMs, operation_id: operationId, till_id: tillId },
      body: JSON.stringify(body),
    })),
  );

/** Adds to the uses of promotions; a return that the hub knows more of than of its purchase stops at 0. */
async function countUses(
  transaction: HubConnection,
  chainId: string,
  uses: ReadonlyMap<string, number>,
): Promise<void> {
  const inOrder = [...uses].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [promotion, change] of inOrder) {
    await sql`
      insert into promotion_uses (chain_id, promotion_id, uses)
      values (${chainId}, ${promotion}, greatest(0, ${change}::bigint))
      on conflict (chain_id, promotion_id)
      do update set uses = greatest(0, promotion_uses.uses + ${change}::bigint)`.execute(transaction);
  }
}
