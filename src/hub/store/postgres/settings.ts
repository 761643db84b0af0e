import { sql } from 'kysely';
import type { HubStore } from '../hub-store.ts';
import type { ChainRecord } from '../records.ts';
import type { SettingsStore } from '../settings-store.ts';
import { CONFIG_KEY, readChain } from './chain.ts';
import { recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { insertRows } from './insert-rows.ts';
import { transact } from './transact.ts';

/** What managers change, and who they are. */
export function settingsMethods(
  database: HubConnection,
  chainId: string,
): SettingsStore & Pick<HubStore, 'chain' | 'signingKeys' | 'manager'> {
  return {
    chain: (): Promise<ChainRecord> => readChain(database, chainId),
    signingKeys: () =>
      database
        .selectFrom('signing_keys')
        .select(['key_id as id', 'public_key as publicKey'])
        .where('chain_id', '=', chainId)
        .orderBy('created_at_ms')
        .execute(),
    manager: async (tokenHash) =>
      (await database
        .selectFrom('manager_tokens')
        .select(['name', 'role'])
        .where('chain_id', '=', chainId)
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst()) ?? null,
    saveConfig: (config) =>
      transact(database, async (transaction) => {
        await transaction
          .updateTable('chains')
          .set({ config: JSON.stringify(config) })
          .where('chain_id', '=', chainId)
          .execute();
        await recordChanges(transaction, chainId, 'config', [CONFIG_KEY]);
      }),
    ...tokenMethods(database, chainId),
    revokeTill: (tillId) =>
      transact(database, async (transaction) => {
        const changed = await transaction
          .updateTable('tills')
          .set({ public_key: null })
          .where('chain_id', '=', chainId)
          .where('till_id', '=', tillId)
          .executeTakeFirst();
        const known = changed.numUpdatedRows === 1n;
        // The other tills of its store must no longer share with it.
        if (known) await recordChanges(transaction, chainId, 'config', [CONFIG_KEY]);
        return known;
      }),
    noteTillHealth: async (tillId, health) => {
      await database
        .updateTable('tills')
        .set({ health })
        .where('chain_id', '=', chainId)
        .where('till_id', '=', tillId)
        .where(sql<boolean>`health is distinct from ${health}`)
        .execute();
    },
    touchTill: async (tillId, atMs) => {
      await database
        .updateTable('tills')
        .set({ last_seen_at_ms: atMs })
        .where('chain_id', '=', chainId)
        .where('till_id', '=', tillId)
        .where((is) => is.or([is('last_seen_at_ms', 'is', null), is('last_seen_at_ms', '<', atMs)]))
        .execute();
    },
  };
}

function tokenMethods(
  database: HubConnection,
  chainId: string,
): Pick<SettingsStore, 'tokens' | 'addToken' | 'revokeToken'> {
  return {
    tokens: () =>
      database
        .selectFrom('manager_tokens')
        .select(['name', 'role', 'created_at_ms as createdAtMs'])
        .where('chain_id', '=', chainId)
        .orderBy('created_at_ms')
        .orderBy('name')
        .execute(),
    addToken: ({ hash, name, role, createdAtMs }) =>
      transact(database, async (transaction) => {
        const taken = await lockTokens(transaction, chainId);
        if (taken.some((token) => token.name === name)) return false;
        await insertRows(transaction, 'manager_tokens', [
          { chain_id: chainId, token_hash: hash, name, role, created_at_ms: createdAtMs },
        ]);
        return true;
      }),
    revokeToken: (name) =>
      transact(database, async (transaction) => {
        const tokens = await lockTokens(transaction, chainId);
        const owners = tokens.filter(({ role }) => role === 'owner');
        if (owners.length === 1 && owners[0]?.name === name) return 'last-owner';
        await transaction
          .deleteFrom('manager_tokens')
          .where('chain_id', '=', chainId)
          .where('name', '=', name)
          .execute();
        return tokens.some((token) => token.name === name) ? 'revoked' : 'unknown';
      }),
  };
}

/** The tokens, with the chain held so that nobody else changes them: the last owner must stay, names are used once. */
async function lockTokens(
  transaction: HubConnection,
  chainId: string,
): Promise<{ readonly name: string; readonly role: string }[]> {
  await transaction
    .selectFrom('chains')
    .select('chain_id')
    .where('chain_id', '=', chainId)
    .forUpdate()
    .execute();
  return transaction
    .selectFrom('manager_tokens')
    .select(['name', 'role'])
    .where('chain_id', '=', chainId)
    .execute();
}
