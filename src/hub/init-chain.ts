import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../shared/result.ts';
import { makeSecrets } from './secrets/secret-files.ts';
import { hashToken, makeToken } from './secrets/tokens.ts';
import type { NewChain } from './store/hub-store.ts';
import type { ChainConfig } from './store/records.ts';
import { createSqliteChain } from './store/sqlite/open-sqlite-hub-store.ts';
import { systemClock } from './system-ports.ts';

export type InitChain = {
  /** 1 to 64 letters, digits, `-` and `_`; goes into every operation. */
  readonly id: string;
  readonly name: string;
  readonly stores?: readonly { readonly id: string; readonly name: string }[];
  readonly config?: Partial<ChainConfig>;
};

export const hubDatabasePath = (dataDir: string): string => join(dataDir, 'hub.sqlite');

/** What a chain starts with: offline spending off, so that no balance can go below zero. */
const defaultConfig: ChainConfig = {
  language: 'ru',
  balanceUrl: null,
  offline: { maxPoints: 0, sharePercent: 0, maxBalanceAgeHours: 72, maxHours: 24 },
  recogniser: null,
  phoneCountry: 'RU',
};

/**
 * Makes the chain: its database, its signing key and phone key (files of their owner only), its first manager.
 * `managerToken` is shown here once; only its hash is kept. A folder that holds a chain already is left alone.
 */
export function initChain(dataDir: string, chain: InitChain): Result<{ managerToken: string }, string> {
  const prepared = prepare(dataDir, chain);
  if (!prepared.ok) return prepared;
  const { record, managerToken } = prepared.value;
  const created = createSqliteChain(hubDatabasePath(dataDir), record);
  return created ? ok({ managerToken }) : err(`${dataDir} holds a chain already.`);
}

/**
 * The same on a PostgreSQL server: its tables are made where they are not, `dataDir` gets the keys alone, and every node
 * needs a copy of it. `memberPartitions`: hash partitions of the tables of members, 0 for none. Throws `PostgresFailure`.
 */
export async function initChainOnPostgres(
  dataDir: string,
  url: string,
  chain: InitChain,
  memberPartitions = 0,
): Promise<Result<{ managerToken: string }, string>> {
  if (existsSync(hubDatabasePath(dataDir))) return err(`${dataDir} holds a chain already.`);
  const prepared = prepare(dataDir, chain);
  if (!prepared.ok) return prepared;
  const { record, managerToken } = prepared.value;
  const { createPostgresChain } = await import('./store/postgres/open-postgres-hub.ts');
  const created = await createPostgresChain(url, record, memberPartitions);
  return created
    ? ok({ managerToken })
    : err(`The database holds chain ${chain.id}, or these keys, already.`);
}

function prepare(
  dataDir: string,
  chain: InitChain,
): Result<{ record: NewChain; managerToken: string }, string> {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(chain.id)) {
    return err('The chain id must be 1 to 64 letters, digits, "-" or "_".');
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { signingKey } = makeSecrets(dataDir);
  const managerToken = makeToken();
  const record: NewChain = {
    id: chain.id,
    name: chain.name,
    config: { ...defaultConfig, ...chain.config },
    stores: chain.stores ?? [],
    signingKey: { id: signingKey.id, publicKey: signingKey.publicKey },
    managerToken: { hash: hashToken(managerToken), name: 'owner', role: 'owner' },
    nowMs: systemClock.wallMs(),
  };
  return ok({ record, managerToken });
}
