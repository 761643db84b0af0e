import { randomUUID } from 'node:crypto';
import type { Operation } from '../../../src/contracts/sync.ts';
import { peerPackage } from './installed.ts';
import { batchSize, post, servePlain, timed } from './plain-sqlite.ts';

type Rows = readonly { readonly newDocumentState: unknown }[];
type Collection = {
  readonly bulkInsert: (documents: readonly object[]) => Promise<{ readonly error: readonly unknown[] }>;
};
type RxDatabase = {
  readonly addCollections: (made: object) => Promise<Readonly<Record<string, Collection>>>;
  readonly close: () => Promise<unknown>;
};
type Core = { readonly createRxDatabase: (options: object) => Promise<RxDatabase> };
type Storage = { readonly getRxStorageMemory: () => unknown };
type Replication = {
  readonly replicateRxCollection: (options: object) => {
    readonly awaitInitialReplication: () => Promise<unknown>;
    readonly cancel: () => Promise<unknown>;
  };
};

/** Documents that a client holds in memory, pushed by RxDB's own replication. Null where RxDB is not installed. */
export async function rxDb(documents: readonly Operation[]): Promise<number | null> {
  const core = peerPackage<Core>('rxdb');
  const storage = peerPackage<Storage>('rxdb/plugins/storage-memory');
  const replication = peerPackage<Replication>('rxdb/plugins/replication');
  if (core === null || storage === null || replication === null) return null;
  const server = await servePlain();
  const name = `bench${randomUUID().replaceAll('-', '')}`;
  const database = await core.createRxDatabase({
    name,
    storage: storage.getRxStorageMemory(),
    multiInstance: false,
  });
  try {
    const schema = {
      ...{ version: 0, primaryKey: 'id', type: 'object' },
      properties: { id: { type: 'string', maxLength: 64 } },
      additionalProperties: true,
    };
    const { sales } = await database.addCollections({ sales: { schema } });
    if (sales === undefined) throw new Error('RxDB made no collection');
    const { error } = await sales.bulkInsert(documents.map(({ id, ...sale }) => ({ id, sale })));
    if (error.length > 0) throw new Error(JSON.stringify(error[0]));
    return await timed(documents, async () => {
      const running = replication.replicateRxCollection({
        ...{ collection: sales, replicationIdentifier: 'bench', live: false, autoStart: true },
        push: {
          batchSize,
          handler: async (rows: Rows) => {
            await post(
              server.url,
              rows.map(({ newDocumentState }) => newDocumentState),
            );
            return [];
          },
        },
      });
      await running.awaitInitialReplication();
      await running.cancel();
    });
  } finally {
    await database.close();
    server.close();
  }
}
