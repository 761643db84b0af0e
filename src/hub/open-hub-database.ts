import { existsSync } from 'node:fs';
import { createNonceMemory } from '../shared/nonce-memory.ts';
import { hubDatabasePath } from './init-chain.ts';
import type { HubLog } from './log.ts';
import type { HubSecrets } from './secrets/secret-files.ts';
import type { HubDatabase, Jobs } from './store/hub-database.ts';
import { openSqliteHubStore } from './store/sqlite/open-sqlite-hub-store.ts';

/** The database of the file in `dataDir`; null when there is none. One process only: it has no neighbours. */
export function openSqliteHub(dataDir: string): HubDatabase | null {
  const path = hubDatabasePath(dataDir);
  const store = existsSync(path) ? openSqliteHubStore(path) : null;
  if (store === null) return null;
  return {
    store,
    nonces: (startedAtMs) => {
      const memory = createNonceMemory(startedAtMs);
      return { take: async (till, nonce, timeMs, nowMs) => memory.take(till, nonce, timeMs, nowMs) };
    },
    jobs: jobsOfOneProcess(),
    meet: async () => ({ announce: () => {}, close: async () => {} }),
  };
}

/** Nobody else could run them; a start runs them anew, which changes nothing that was done. */
function jobsOfOneProcess(): Jobs {
  const startedAtMs = new Map<string, number>();
  return {
    take: async (name, nowMs, everyMs) =>
      (startedAtMs.get(name) ?? Number.NEGATIVE_INFINITY) <= nowMs - everyMs,
    done: async (name, atMs) => void startedAtMs.set(name, atMs),
  };
}

/** The chain of these keys on a PostgreSQL server; null when it holds none. The driver is loaded only when asked for. */
export async function openPostgres(
  url: string,
  secrets: HubSecrets,
  log: HubLog,
): Promise<HubDatabase | null> {
  const { openPostgresHub } = await import('./store/postgres/open-postgres-hub.ts');
  return openPostgresHub(url, secrets.signingKey.publicKey, {
    lost: (error) => log.warn({ error: String(error) }, 'a connection to the database broke'),
  });
}
