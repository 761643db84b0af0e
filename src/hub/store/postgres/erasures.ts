import { sql } from 'kysely';
import type { Operation } from '../../../contracts/sync.ts';
import { couponMoves, couponState } from '../../../loyalty/ledger/coupons.ts';
import { type ErasureRecord, type ErasureStore, erasureRecords } from '../erasure-store.ts';
import type { AuditRecord } from '../records.ts';
import { allCursors, recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { readCoupons, writeCoupons } from './coupons.ts';
import { readAliases } from './identifiers.ts';
import { lockMembers, readMembers, writeCores } from './members.ts';
import { operationsOfMember, selectApplied } from './operations.ts';
import { anyOf } from './text-arrays.ts';
import { transact } from './transact.ts';

/** Of these ids, those of people who were erased, or that were merged into one. */
export async function readErased(
  database: HubConnection,
  chainId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const aliases = await readAliases(database, chainId, ids);
  const rows = await database
    .selectFrom('erasures')
    .select('member_id as id')
    .where('chain_id', '=', chainId)
    .where('member_id', '=', anyOf([...ids, ...aliases.values()]))
    .execute();
  const erased = new Set(rows.map(({ id }) => id));
  return new Set(ids.filter((id) => erased.has(id) || erased.has(aliases.get(id) ?? id)));
}

export function erasureMethods(database: HubConnection, chainId: string): ErasureStore {
  return {
    eraseMember: (id, nowMs) =>
      transact(database, (transaction) => eraseMember(transaction, chainId, id, nowMs)),
    erasures: () => readErasures(database, chainId),
    noteMembersCursor: async (tillId, cursor) => {
      await database
        .updateTable('tills')
        .set({ members_cursor: cursor })
        .where('chain_id', '=', chainId)
        .where('till_id', '=', tillId)
        .where('members_cursor', '<>', cursor)
        .execute();
    },
  };
}

async function readErasures(database: HubConnection, chainId: string): Promise<readonly ErasureRecord[]> {
  const tills = await database
    .selectFrom('tills')
    .select(['store_id as storeId', 'till_id as tillId', 'members_cursor as cursor'])
    .where('chain_id', '=', chainId)
    .where('public_key', 'is not', null)
    .orderBy('store_id')
    .orderBy('till_id')
    .execute();
  const erased = await database
    .selectFrom('erasures')
    .select(['member_id as memberId', 'at_ms as atMs', 'cursor'])
    .where('chain_id', '=', chainId)
    .orderBy('at_ms', 'desc')
    .orderBy('member_id')
    .execute();
  return erasureRecords(tills, erased);
}

/** Takes the person out of every table. What was sold and booked stays, under the id alone. False: nobody has the id. */
async function eraseMember(
  transaction: HubConnection,
  chainId: string,
  id: string,
  nowMs: number,
): Promise<boolean> {
  await lockMembers(transaction, chainId, [id]);
  const member = (await readMembers(transaction, chainId, [id], 0)).get(id);
  if (member === undefined) return false;
  const { core } = member;
  const phone = await transaction
    .deleteFrom('member_phones')
    .where('chain_id', '=', chainId)
    .where('member_id', '=', id)
    .returning('phone')
    .executeTakeFirst();
  const couponsMoved = await eraseFromOperations(transaction, chainId, id);
  await eraseFromRefused(transaction, chainId, [
    ...core.cards,
    ...(phone === undefined ? [] : [phone.phone]),
  ]);
  await eraseFromAudit(transaction, chainId, id);
  for (const [kind, values] of [
    ['card', core.cards],
    ['phoneHash', core.phoneHash === null ? [] : [core.phoneHash]],
  ] as const) {
    await transaction
      .deleteFrom('identifiers')
      .where('chain_id', '=', chainId)
      .where('kind', '=', kind)
      .where('value', '=', anyOf(values))
      .where('member_id', '=', id)
      .execute();
  }
  await transaction
    .deleteFrom('consents')
    .where('chain_id', '=', chainId)
    .where('member_id', '=', id)
    .execute();
  const nobody = { firstName: null, phoneHash: null, phoneLast4: null, birthday: null, cards: [] };
  await writeCores(transaction, chainId, [{ ...core, ...nobody, segments: [], choices: {} }]);
  if (couponsMoved.length > 0) await recordChanges(transaction, chainId, 'coupons', couponsMoved);
  await tellTills(transaction, chainId, id, nowMs);
  return true;
}

/** The tombstone, also of ids that were merged into the member, and its place in the stream. */
async function tellTills(
  transaction: HubConnection,
  chainId: string,
  id: string,
  nowMs: number,
): Promise<void> {
  const aliases = await transaction
    .selectFrom('merged_members')
    .select('alias')
    .where('chain_id', '=', chainId)
    .where('target', '=', id)
    .execute();
  await recordChanges(transaction, chainId, 'members', [id, ...aliases.map(({ alias }) => alias)]);
  const { members: cursor } = await allCursors(transaction, chainId);
  await transaction
    .insertInto('erasures')
    .values({ chain_id: chainId, member_id: id, at_ms: Math.floor(nowMs), cursor })
    .onConflict((conflict) => conflict.columns(['chain_id', 'member_id']).doUpdateSet({ cursor }))
    .execute();
}

/** Enrolments name the card and carry the words of the consent, credits the manager's reason, purchases coupons. */
async function eraseFromOperations(
  transaction: HubConnection,
  chainId: string,
  id: string,
): Promise<string[]> {
  const consents = await transaction
    .selectFrom('consents')
    .select('operation_id as id')
    .where('chain_id', '=', chainId)
    .where('member_id', '=', id)
    .execute();
  const ids = [
    ...(await operationsOfMember(transaction, chainId, id)),
    ...consents.map((consent) => consent.id),
  ];
  const couponKeys = new Set<string>();
  for (const { payload } of await selectApplied(transaction, chainId, ids).execute()) {
    const operation = JSON.parse(payload) as Operation;
    if (operation.kind === 'enrolment') {
      await replacePayload(transaction, chainId, operation, { member: operation.body.member });
    } else if (operation.kind === 'credit') {
      await replacePayload(transaction, chainId, operation, { ...operation.body, reason: '-' });
    } else {
      for (const { key } of couponMoves(operation)) couponKeys.add(key);
    }
  }
  return eraseFromCoupons(transaction, chainId, id, [...couponKeys]);
}

/** The hash of the entry stays: the chain was checked when it came, and goes on from the hash. */
async function replacePayload(
  transaction: HubConnection,
  chainId: string,
  operation: Operation,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  await transaction
    .updateTable('operations')
    .set({ payload: JSON.stringify({ ...operation, body, erased: true }) })
    .where('chain_id', '=', chainId)
    .where('operation_id', '=', operation.id)
    .where('verdict', '=', 'applied')
    .execute();
}

/** A coupon nobody used ends with its person; one that was used only forgets whose it was. Answers those it changed. */
async function eraseFromCoupons(
  transaction: HubConnection,
  chainId: string,
  id: string,
  keys: readonly string[],
): Promise<string[]> {
  const known = await readCoupons(transaction, chainId, keys, true);
  const changed = new Map(
    [...known]
      .filter(([, record]) => record.member === id)
      .map(([key, record]) => {
        const voided = record.voided || couponState(record) === 'valid';
        return [key, { ...record, member: null, voided }];
      }),
  );
  await writeCoupons(transaction, chainId, changed, known);
  return [...changed.keys()];
}

/** A refused operation may be anything, even no JSON: what names the person goes whole, its number and reason stay. */
async function eraseFromRefused(
  transaction: HubConnection,
  chainId: string,
  traces: readonly string[],
): Promise<void> {
  for (const trace of traces) {
    await transaction
      .updateTable('operations')
      .set({ payload: '{"erased":true}' })
      .where('chain_id', '=', chainId)
      .where('verdict', '=', 'refused')
      .where(sql<boolean>`strpos(payload, ${trace}) > 0`)
      .execute();
  }
}

async function eraseFromAudit(transaction: HubConnection, chainId: string, id: string): Promise<void> {
  const rows = await transaction
    .selectFrom('audit_log')
    .select(['at_ms', 'operation_id', 'body'])
    .where('chain_id', '=', chainId)
    .where(sql<boolean>`body::json ->> 'member' = ${id}`)
    .where(sql<boolean>`body::json -> 'credit' ->> 'wallet' is not null`)
    .execute();
  for (const { at_ms, operation_id, body } of rows) {
    const line = JSON.parse(body) as AuditRecord['body'];
    const credit = line.credit === null ? null : { ...line.credit, reason: '-' };
    await transaction
      .updateTable('audit_log')
      .set({ body: JSON.stringify({ ...line, credit }) })
      .where('chain_id', '=', chainId)
      .where('at_ms', '=', at_ms)
      .where('operation_id', '=', operation_id)
      .execute();
  }
}
