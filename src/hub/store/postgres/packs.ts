import { sql } from 'kysely';
import { assert } from '../../../shared/assert.ts';
import type { HubStore } from '../hub-store.ts';
import type { PackRecord } from '../records.ts';
import { recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { insertRows } from './insert-rows.ts';
import { transact } from './transact.ts';

type PackRow = Omit<PackRecord, 'stores'> & { readonly stores: string | null };
const toPack = ({ stores, ...row }: PackRow): PackRecord => ({
  ...row,
  stores: stores === null ? null : (JSON.parse(stores) as string[]),
});

const selectPacks = (database: HubConnection, chainId: string) =>
  database
    .selectFrom('packs')
    .select([
      'number',
      'program_id as programId',
      'manifest',
      'signature',
      'key_id as keyId',
      'program',
      'program_sha256 as programSha256',
      'activate_at_ms as activateAtMs',
      'published_at_ms as publishedAtMs',
      'ends_at_ms as endsAtMs',
      'stores',
      'author',
      'approved_by as approvedBy',
    ])
    .where('chain_id', '=', chainId);

export const readPacks = async (
  database: HubConnection,
  chainId: string,
  numbers: readonly number[],
): Promise<PackRecord[]> =>
  (
    await selectPacks(database, chainId)
      .where('number', '=', sql<number>`any(${numbers}::bigint[])`)
      .execute()
  ).map(toPack);

/** In use by the chain as a whole at an instant. */
const inUse = (nowMs: number) =>
  sql<boolean>`stores is null and activate_at_ms <= ${nowMs}::bigint
    and (ends_at_ms is null or ends_at_ms > ${nowMs}::bigint)`;

const readActivePack = async (
  database: HubConnection,
  chainId: string,
  nowMs: number,
): Promise<PackRecord | null> => {
  const row = await selectPacks(database, chainId)
    .where(inUse(nowMs))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toPack(row);
};

export function packMethods(
  database: HubConnection,
  chainId: string,
): Pick<HubStore, 'packs' | 'pack' | 'activePack' | 'activeProgramSha256' | 'publishPack'> {
  return {
    packs: async () => (await selectPacks(database, chainId).orderBy('number').execute()).map(toPack),
    pack: async (number) => (await readPacks(database, chainId, [number]))[0] ?? null,
    activePack: (nowMs) => readActivePack(database, chainId, nowMs),
    activeProgramSha256: async (nowMs) => {
      const row = await database
        .selectFrom('packs')
        .select('program_sha256')
        .where('chain_id', '=', chainId)
        .where(inUse(nowMs))
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.program_sha256 ?? null;
    },
    publishPack: (build, nowMs) =>
      transact(database, async (transaction) => {
        const number = (await lastPackNumber(transaction, chainId)) + 1;
        const pack = build(number);
        assert(pack.number === number, 'a pack gets the next number');
        await insertPack(transaction, chainId, pack);
        await forgetSupersededPacks(transaction, chainId, nowMs);
        await recordChanges(transaction, chainId, 'packs', [String(number)]);
        return pack;
      }),
  };
}

/** The chain is held until the transaction ends, so that two nodes never give one number. */
async function lastPackNumber(transaction: HubConnection, chainId: string): Promise<number> {
  const { floor } = await transaction
    .selectFrom('chains')
    .select('pack_floor as floor')
    .where('chain_id', '=', chainId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const last = await transaction
    .selectFrom('packs')
    .select('number')
    .where('chain_id', '=', chainId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return Math.max(floor, last?.number ?? 0);
}

async function insertPack(transaction: HubConnection, chainId: string, pack: PackRecord): Promise<void> {
  await insertRows(transaction, 'packs', [
    {
      ...{ chain_id: chainId, number: pack.number, program_id: pack.programId, manifest: pack.manifest },
      ...{ signature: pack.signature, key_id: pack.keyId, program: pack.program },
      ...{ program_sha256: pack.programSha256, activate_at_ms: pack.activateAtMs },
      ...{ published_at_ms: pack.publishedAtMs, ends_at_ms: pack.endsAtMs },
      stores: pack.stores === null ? null : JSON.stringify(pack.stores),
      ...{ author: pack.author, approved_by: pack.approvedBy },
    },
  ]);
}

/** Tills that come later need no pack older than the one in use, if that has no end; rows in `packs` stay. */
async function forgetSupersededPacks(
  transaction: HubConnection,
  chainId: string,
  nowMs: number,
): Promise<void> {
  const active = await transaction
    .selectFrom('packs')
    .select('number')
    .where('chain_id', '=', chainId)
    .where('stores', 'is', null)
    .where('ends_at_ms', 'is', null)
    .where('activate_at_ms', '<=', nowMs)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (active === undefined) return;
  await transaction
    .deleteFrom('changes')
    .where('chain_id', '=', chainId)
    .where('stream', '=', 'packs')
    // Keys of other streams are no numbers, and conditions are tried in any order.
    .where(sql<number>`case when stream = 'packs' then key::bigint end`, '<', active.number)
    .execute();
}
