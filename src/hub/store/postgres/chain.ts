import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { NewChain } from '../hub-store.ts';
import type { ChainConfig, ChainRecord } from '../records.ts';
import { recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { insertRows } from './insert-rows.ts';
import { transact } from './transact.ts';

/** The key of every change in the `config` stream: each till reads its own body under it. */
export const CONFIG_KEY = 'till';

export const makeGeneration = (): string => randomBytes(16).toString('hex');

/** False when a chain of this id, or of this signing key, is in the database. */
export async function insertChain(transaction: HubConnection, chain: NewChain): Promise<boolean> {
  const chain_id = chain.id;
  const created_at_ms = chain.nowMs;
  const made = await transaction
    .insertInto('chains')
    .values({
      ...{ chain_id, name: chain.name, config: JSON.stringify(chain.config), created_at_ms },
      ...{ generation: makeGeneration(), restores: 0, pack_floor: 0 },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n) return false;
  const { id: key_id, publicKey: public_key } = chain.signingKey;
  await insertRows(transaction, 'signing_keys', [{ chain_id, key_id, public_key, created_at_ms }]);
  const { hash: token_hash, name, role } = chain.managerToken;
  await insertRows(transaction, 'manager_tokens', [{ chain_id, token_hash, name, role, created_at_ms }]);
  const stores = chain.stores.map((store) => ({ chain_id, store_id: store.id, name: store.name }));
  await insertRows(transaction, 'stores', stores);
  await recordChanges(transaction, chain_id, 'config', [CONFIG_KEY]);
  return true;
}

/** The chain that signs with this key; one database may hold many chains. Null: none of them. */
export async function findChain(database: HubConnection, publicKey: string): Promise<string | null> {
  const row = await database
    .selectFrom('signing_keys')
    .select('chain_id')
    .where('public_key', '=', publicKey)
    .executeTakeFirst();
  return row?.chain_id ?? null;
}

export async function readChain(database: HubConnection, chainId: string): Promise<ChainRecord> {
  const row = await database
    .selectFrom('chains')
    .select(['name', 'config', 'generation'])
    .where('chain_id', '=', chainId)
    .executeTakeFirstOrThrow();
  return {
    id: chainId,
    name: row.name,
    generation: row.generation,
    config: JSON.parse(row.config) as ChainConfig,
  };
}

/** Packs get numbers so far above those of the copy, because tills have seen higher ones than it holds. */
const packsOfRestore = 1000;

/** A copy that was put back is another life of the data: tills notice, and get epochs and packs above all they have seen. */
export const beginGeneration = (database: HubConnection, chainId: string): Promise<void> =>
  transact(database, async (transaction) => {
    const last = sql`(select coalesce(max(number), 0) from packs where chain_id = ${chainId})`;
    await transaction
      .updateTable('chains')
      .set({
        generation: makeGeneration(),
        restores: sql`restores + 1`,
        pack_floor: sql`greatest(pack_floor, ${last}) + ${sql.lit(packsOfRestore)}`,
      })
      .where('chain_id', '=', chainId)
      .execute();
  });
