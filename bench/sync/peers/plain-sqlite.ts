import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import type { Operation } from '../../../src/contracts/sync.ts';

export const batchSize = 500;

type Plain = { readonly write: (documents: readonly Operation[]) => void; readonly close: () => void };

/** One table of documents by id, written through as durably as the hub does. */
export function openPlain(): Plain {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-peer-'));
  const driver = new Driver(join(folder, 'plain.sqlite'));
  driver.pragma('journal_mode = WAL');
  driver.pragma('synchronous = FULL');
  driver.exec('CREATE TABLE documents (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = driver.prepare('INSERT INTO documents (id, body) VALUES (?, ?)');
  return {
    write: driver.transaction((documents: readonly Operation[]) => {
      for (const document of documents) insert.run(document.id, JSON.stringify(document));
    }),
    close() {
      driver.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export function* inBatches(documents: readonly Operation[]): Generator<readonly Operation[]> {
  for (let at = 0; at < documents.length; at += batchSize) yield documents.slice(at, at + batchSize);
}

/** Documents a second. */
export async function timed(documents: readonly Operation[], work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return documents.length / ((performance.now() - startedMs) / 1000);
}

/** The limit: no network, no checks. */
export async function inProcessSqlite(documents: readonly Operation[]): Promise<number> {
  const plain = openPlain();
  try {
    return await timed(documents, async () => {
      for (const batch of inBatches(documents)) plain.write(batch);
    });
  } finally {
    plain.close();
  }
}

/** A server that stores the documents of each POST before it answers. */
export async function servePlain(): Promise<{ readonly url: string; readonly close: () => void }> {
  const plain = openPlain();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    plain.write(JSON.parse(Buffer.concat(chunks).toString()) as Operation[]);
    response.setHeader('content-type', 'application/json').end('[]');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections();
      server.close();
      plain.close();
    },
  };
}

export async function post(url: string, documents: readonly unknown[]): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(documents) });
  if (!answer.ok) throw new Error(await answer.text());
  await answer.arrayBuffer();
}

export async function httpToSqlite(documents: readonly Operation[]): Promise<number> {
  const server = await servePlain();
  try {
    return await timed(documents, async () => {
      for (const batch of inBatches(documents)) await post(server.url, batch);
    });
  } finally {
    server.close();
  }
}
