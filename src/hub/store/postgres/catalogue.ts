import { sql } from 'kysely';
import type { HubStore, ImportLookup, MemberUpsert } from '../hub-store.ts';
import { recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { readErased } from './erasures.ts';
import { readAliases, readOwners, seenOwners, writeIdentifiers } from './identifiers.ts';
import { insertRows } from './insert-rows.ts';
import { lockMembers, readMembers, writeMembers } from './members.ts';
import { operationsOfMember, readPostings, sumPostings } from './operations.ts';
import { transact } from './transact.ts';

/** Goods and members: what is loaded in bulk, and looked at one by one. */
export function catalogueMethods(
  database: HubConnection,
  chainId: string,
): Pick<HubStore, 'importGoods' | 'importMembers' | 'member' | 'postingsOf' | 'counts'> {
  return {
    importGoods: (goods) =>
      transact(database, async (transaction) => {
        const rows = new Map(
          goods.map((one) => [one.sku, { chain_id: chainId, sku: one.sku, body: JSON.stringify(one) }]),
        );
        const inOrder = [...rows.values()].sort((one, other) => (one.sku < other.sku ? -1 : 1));
        const replace = sql`on conflict (chain_id, sku) do update set body = excluded.body`;
        await insertRows(transaction, 'goods', inOrder, replace);
        if (rows.size > 0) await recordChanges(transaction, chainId, 'goods', rows.keys());
      }),
    importMembers: (query, decide) => importMembers(database, chainId, query, decide),
    member: async (id, spendSinceMs) => {
      const state = (await readMembers(database, chainId, [id], spendSinceMs)).get(id);
      if (state === undefined) return null;
      return {
        state,
        postingsSum: await sumPostings(database, chainId, id),
        operations: (await operationsOfMember(database, chainId, id)).length,
      };
    },
    postingsOf: (memberId, operationId) => readPostings(database, chainId, memberId, operationId),
    counts: async () => {
      const { rows } = await sql<Awaited<ReturnType<HubStore['counts']>>>`
        select (select count(*) from members where chain_id = ${chainId}) as members,
          (select count(*) from goods where chain_id = ${chainId}) as goods,
          count(*) filter (where verdict = 'applied') as operations,
          count(*) filter (where verdict = 'refused') as quarantine
        from operations where chain_id = ${chainId}`.execute(database);
      return rows[0] ?? { members: 0, goods: 0, operations: 0, quarantine: 0 };
    },
  };
}

const importMembers = <T>(
  database: HubConnection,
  chainId: string,
  query: Parameters<HubStore['importMembers']>[0],
  decide: (found: ImportLookup) => { readonly upserts: readonly MemberUpsert[]; readonly answer: T },
): Promise<T> =>
  transact(database, async (transaction) => {
    const phoneOwner = await readOwners(transaction, chainId, 'phoneHash', query.phoneHashes);
    const cardOwner = await readOwners(transaction, chainId, 'card', query.cards);
    const aliases = await readAliases(transaction, chainId, query.ids);
    const named = query.ids.map((id) => aliases.get(id) ?? id);
    const ids = [...new Set([...named, ...phoneOwner.values(), ...cardOwner.values()])];
    await lockMembers(transaction, chainId, ids);
    const byId = await readMembers(transaction, chainId, ids, query.spendSinceMs);
    const erased = await readErased(transaction, chainId, query.ids);
    const { upserts, answer } = decide({ byId, phoneOwner, cardOwner, erased, aliases });
    const changes = upserts.map(({ change }) => change);
    await writeMembers(transaction, chainId, changes, new Set(byId.keys()));
    await writeIdentifiers(
      transaction,
      chainId,
      upserts.map(({ change, phone, formerPhoneHash }) => ({ core: change.core, phone, formerPhoneHash })),
      { phoneHash: seenOwners(query.phoneHashes, phoneOwner), card: seenOwners(query.cards, cardOwner) },
    );
    const moved = changes.map(({ core }) => core.id);
    if (moved.length > 0) await recordChanges(transaction, chainId, 'members', moved);
    return answer;
  });
