import type { SqliteDatabase } from '../../../sqlite/database.ts';
import type { SettingsStore, TokenRecord } from '../settings-store.ts';
import { CONFIG_KEY } from './chain-tables.ts';
import { recordChanges } from './changes.ts';

export function settingsMethods(database: SqliteDatabase, chainId: string): SettingsStore {
  return {
    saveConfig: async (config) =>
      database.transaction((writer) => {
        writer.run('UPDATE chains SET config = ? WHERE chain_id = ?', [JSON.stringify(config), chainId]);
        recordChanges(writer, chainId, 'config', [CONFIG_KEY]);
      }),
    tokens: async () =>
      database.all<TokenRecord>(
        'SELECT name, role, created_at_ms AS createdAtMs FROM manager_tokens WHERE chain_id = ? ORDER BY created_at_ms, name',
        [chainId],
      ),
    addToken: async ({ hash, name, role, createdAtMs }) =>
      database.transaction(
        (writer) =>
          writer.run(
            `INSERT INTO manager_tokens (chain_id, token_hash, name, role, created_at_ms) SELECT ?, ?, ?, ?, ?
             WHERE NOT EXISTS (SELECT 1 FROM manager_tokens WHERE chain_id = ? AND name = ?)`,
            [chainId, hash, name, role, createdAtMs, chainId, name],
          ) === 1,
      ),
    revokeToken: async (name) =>
      database.transaction((writer) => {
        const owners = writer.all<{ name: string }>(
          `SELECT name FROM manager_tokens WHERE chain_id = ? AND role = 'owner'`,
          [chainId],
        );
        if (owners.length === 1 && owners[0]?.name === name) return 'last-owner';
        const gone = writer.run('DELETE FROM manager_tokens WHERE chain_id = ? AND name = ?', [
          chainId,
          name,
        ]);
        return gone > 0 ? 'revoked' : 'unknown';
      }),
    revokeTill: async (tillId) =>
      database.transaction((writer) => {
        const known =
          writer.run('UPDATE tills SET public_key = NULL WHERE chain_id = ? AND till_id = ?', [
            chainId,
            tillId,
          ]) === 1;
        // The other tills of its store must no longer share with it.
        if (known) recordChanges(writer, chainId, 'config', [CONFIG_KEY]);
        return known;
      }),
    noteTillHealth: async (tillId, health) => {
      const asked = 'SELECT 1 FROM tills WHERE chain_id = ? AND till_id = ? AND health IS NOT ?';
      if (database.get(asked, [chainId, tillId, health]) === undefined) return;
      database.transaction((writer) => {
        writer.run('UPDATE tills SET health = ? WHERE chain_id = ? AND till_id = ?', [
          health,
          chainId,
          tillId,
        ]);
      });
    },
    touchTill: async (tillId, atMs) =>
      database.transaction((writer) => {
        writer.run(
          `UPDATE tills SET last_seen_at_ms = ?
           WHERE chain_id = ? AND till_id = ? AND coalesce(last_seen_at_ms, 0) < ?`,
          [atMs, chainId, tillId, atMs],
        );
      }),
  };
}
