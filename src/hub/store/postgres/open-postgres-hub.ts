import type { HubDatabase } from '../hub-database.ts';
import type { HubStore, NewChain } from '../hub-store.ts';
import { catalogueMethods } from './catalogue.ts';
import { beginGeneration, findChain, insertChain } from './chain.ts';
import { allCursors } from './changes.ts';
import { type ConnectionEvents, connectPostgres, type HubConnection } from './connect.ts';
import { couponMethods } from './coupons.ts';
import { draftMethods } from './drafts.ts';
import { erasureMethods } from './erasures.ts';
import { createJobs } from './jobs.ts';
import { leaseMethods } from './leases.ts';

import { ledgerMethods } from './ledger.ts';
import { mergeMethods } from './merges.ts';
import { migrateHub } from './migrate.ts';
import { meetNeighbours } from './neighbours.ts';
import { createNonceBook } from './nonces.ts';
import { packMethods } from './packs.ts';
import { readPage } from './pull-page.ts';
import { operationsOfPurchase, readPurchases } from './purchases.ts';
import { pushMethods } from './push.ts';
import { replayMethods } from './replays.ts';
import { settingsMethods } from './settings.ts';
import { tillMethods } from './tills.ts';
import { transact } from './transact.ts';

/** Makes the chain, and the tables where there are none. False when the database holds it already. Throws `PostgresFailure`. */
export async function createPostgresChain(
  url: string,
  chain: NewChain,
  memberPartitions = 0,
): Promise<boolean> {
  const database = connectPostgres(url);
  try {
    await migrateHub(database, memberPartitions);
    return await transact(database, async (transaction) => {
      const known = await findChain(transaction, chain.signingKey.publicKey);
      return known === null && (await insertChain(transaction, chain));
    });
  } finally {
    await database.destroy();
  }
}

/**
 * Opens the chain that signs with this public key. Null when the database holds no such chain. Throws `PostgresFailure`.
 */
export async function openPostgresHub(
  url: string,
  publicKey: string,
  events: ConnectionEvents = {},
): Promise<HubDatabase | null> {
  const database = connectPostgres(url, events);
  try {
    await migrateHub(database);
    const chainId = await findChain(database, publicKey);
    if (chainId === null) {
      await database.destroy();
      return null;
    }
    const store = storeOf(database, chainId);
    return {
      store,
      nonces: () => createNonceBook(database, chainId),
      jobs: createJobs(database, chainId),
      meet: (heard, failed) => meetNeighbours(url, chainId, store, heard, failed),
    };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** The chain of this key in its next generation: the database is an older copy that was put back. Null: no such chain. */
export async function openNextGeneration(url: string, publicKey: string): Promise<HubStore | null> {
  const database = connectPostgres(url);
  try {
    await migrateHub(database);
    const chainId = await findChain(database, publicKey);
    if (chainId !== null) {
      await beginGeneration(database, chainId);
      return storeOf(database, chainId);
    }
  } catch (error) {
    await database.destroy();
    throw error;
  }
  await database.destroy();
  return null;
}

const storeOf = (database: HubConnection, chainId: string): HubStore => ({
  ...settingsMethods(database, chainId),
  ...tillMethods(database, chainId),
  ...pushMethods(database, chainId),
  ...packMethods(database, chainId),
  ...catalogueMethods(database, chainId),
  ...ledgerMethods(database, chainId),
  ...couponMethods(database, chainId),
  ...erasureMethods(database, chainId),
  ...leaseMethods(database, chainId),
  ...replayMethods(database, chainId),
  ...draftMethods(database, chainId),
  ...mergeMethods(database, chainId),
  pull: (query) => readPage(database, chainId, query),
  purchases: async (purchaseId) => {
    const ids = await operationsOfPurchase(database, chainId, purchaseId);
    return [...(await readPurchases(database, chainId, ids)).values()];
  },
  cursors: () => allCursors(database, chainId),
  close: () => database.destroy(),
});
