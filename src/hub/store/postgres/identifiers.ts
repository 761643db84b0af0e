import { sql } from 'kysely';
import type { AppliedEnrolment, MemberCore } from '../records.ts';
import type { HubConnection } from './connect.ts';
import { insertRows } from './insert-rows.ts';
import { anyOf } from './text-arrays.ts';
import { Raced } from './transact.ts';

/** Owners of phones and cards as a decision saw them: null where it saw that one has none. */
export type SeenOwners = {
  readonly phoneHash: ReadonlyMap<string, string | null>;
  readonly card: ReadonlyMap<string, string | null>;
};
type Kind = keyof SeenOwners;

export async function readOwners(
  database: HubConnection,
  chainId: string,
  kind: Kind,
  values: readonly string[],
): Promise<Map<string, string>> {
  if (values.length === 0) return new Map();
  const rows = await database
    .selectFrom('identifiers')
    .select(['value', 'member_id'])
    .where('chain_id', '=', chainId)
    .where('kind', '=', kind)
    .where('value', '=', anyOf(values))
    .execute();
  return new Map(rows.map((row) => [row.value, row.member_id]));
}

export const seenOwners = (values: readonly string[], owners: ReadonlyMap<string, string>) =>
  new Map(values.map((value) => [value, owners.get(value) ?? null]));

/** Members that these ids were merged into; ids of their own are absent. */
export async function readAliases(
  database: HubConnection,
  chainId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .selectFrom('merged_members')
    .select(['alias', 'target'])
    .where('chain_id', '=', chainId)
    .where('alias', '=', anyOf(ids))
    .execute();
  return new Map(rows.map((row) => [row.alias, row.target]));
}

export type IdentifierChange = {
  readonly core: MemberCore;
  /** E.164; null where it is not told. */
  readonly phone: string | null;
  readonly formerPhoneHash: string | null;
};

/**
 * Phones and cards of members; they change only by import and enrolment, never by a sale. One that belongs to somebody
 * stays theirs; when the decision did not see that, it is made again.
 */
export async function writeIdentifiers(
  transaction: HubConnection,
  chainId: string,
  changes: readonly IdentifierChange[],
  seen: SeenOwners,
): Promise<void> {
  if (changes.length === 0) return;
  // Of a member that changed several times, the last is what counts.
  const last = new Map(changes.map((change) => [change.core.id, change.core]));
  for (const { core, formerPhoneHash } of changes) {
    if (formerPhoneHash === null || formerPhoneHash === last.get(core.id)?.phoneHash) continue;
    await transaction
      .deleteFrom('identifiers')
      .where('chain_id', '=', chainId)
      .where('kind', '=', 'phoneHash')
      .where('value', '=', formerPhoneHash)
      .where('member_id', '=', core.id)
      .execute();
  }
  const rows = [...last.values()]
    .flatMap(({ id, cards, phoneHash }) => [
      ...cards.map((value) => ({ kind: 'card' as const, value, member_id: id })),
      ...(phoneHash === null ? [] : [{ kind: 'phoneHash' as const, value: phoneHash, member_id: id }]),
    ])
    // In one order, so that two transactions wait for each other instead of blocking each other.
    .sort((one, other) => (one.kind + one.value < other.kind + other.value ? -1 : 1));
  const added = rows.map((row) => ({ chain_id: chainId, ...row }));
  await insertRows(transaction, 'identifiers', added, sql`on conflict (chain_id, kind, value) do nothing`);
  for (const kind of ['card', 'phoneHash'] as const) {
    const wanted = rows.filter((row) => row.kind === kind && seen[kind].has(row.value));
    const owners = await readOwners(
      transaction,
      chainId,
      kind,
      wanted.map(({ value }) => value),
    );
    const stolen = wanted.some(({ value, member_id }) => {
      const owner = owners.get(value);
      return owner !== member_id && owner !== (seen[kind].get(value) ?? undefined);
    });
    if (stolen) throw new Raced();
  }
  await writePhones(transaction, chainId, changes);
}

async function writePhones(
  transaction: HubConnection,
  chainId: string,
  changes: readonly IdentifierChange[],
): Promise<void> {
  const phones = new Map(
    changes.flatMap(({ core, phone }) => (phone === null ? [] : [[core.id, phone] as const])),
  );
  await insertRows(
    transaction,
    'member_phones',
    [...phones].map(([member_id, phone]) => ({ chain_id: chainId, member_id, phone })),
    sql`on conflict (chain_id, member_id) do update set phone = excluded.phone`,
  );
}

/** The identifiers, consents and aliases of enrolments; the members themselves are written before. */
export async function writeEnrolments(
  transaction: HubConnection,
  chainId: string,
  enrolments: readonly AppliedEnrolment[],
  seen: SeenOwners,
): Promise<void> {
  const changes = enrolments.map(({ core, phone }) => ({ core, phone, formerPhoneHash: null }));
  await writeIdentifiers(transaction, chainId, changes, seen);
  const chain_id = chainId;
  await insertRows(
    transaction,
    'consents',
    enrolments.map(({ core, operationId, consent }) => ({
      ...{ chain_id, member_id: core.id, operation_id: operationId },
      ...{ version: consent.version, text: consent.text, agreed_at: consent.at },
    })),
  );
  await insertRows(
    transaction,
    'merged_members',
    enrolments.flatMap(({ core, alias }) => (alias === null ? [] : [{ chain_id, alias, target: core.id }])),
  );
}
