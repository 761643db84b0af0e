import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { Operation } from '../../../src/contracts/sync.ts';
import { peerPackage } from './installed.ts';
import { batchSize, timed } from './plain-sqlite.ts';

type Database = {
  readonly bulkDocs: (documents: readonly object[]) => Promise<readonly { readonly error?: unknown }[]>;
  readonly close: () => Promise<void>;
};
type Pouch = {
  new (name: string): Database;
  readonly defaults: (options: object) => Pouch;
  readonly replicate: (
    from: Database,
    to: string,
    options: object,
  ) => Promise<{ readonly docs_written: number }>;
};
type Express = () => {
  readonly use: (path: string, handler: unknown) => void;
  readonly listen: (port: number, host: string, done: () => void) => Server;
};

/** Documents of one PouchDB file replicated to another behind express-pouchdb. Null where they are not installed. */
export async function pouchDb(documents: readonly Operation[]): Promise<number | null> {
  const Pouch = peerPackage<Pouch>('pouchdb');
  const express = peerPackage<Express>('express');
  const serve = peerPackage<(pouch: Pouch, options: object) => unknown>('express-pouchdb');
  if (Pouch === null || express === null || serve === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-pouch-'));
  const app = express();
  const options = { mode: 'minimumForPouchDB', logPath: join(folder, 'log.txt'), inMemoryConfig: true };
  app.use('/', serve(Pouch.defaults({ prefix: folder + sep }), options));
  const server = await new Promise<Server>((resolve) => {
    const made: Server = app.listen(0, '127.0.0.1', () => resolve(made));
  });
  const client = new Pouch(join(folder, 'client'));
  try {
    const written = await client.bulkDocs(documents.map(({ id, ...sale }) => ({ _id: id, sale })));
    const fault = written.find(({ error }) => error !== undefined);
    if (fault !== undefined) throw new Error(JSON.stringify(fault));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sales`;
    return await timed(documents, async () => {
      const { docs_written: arrived } = await Pouch.replicate(client, url, { batch_size: batchSize });
      if (arrived !== documents.length) throw new Error(`only ${arrived} documents arrived`);
    });
  } finally {
    await client.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
