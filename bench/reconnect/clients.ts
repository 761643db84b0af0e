// Many tills in one process, each with its file, its line to the hub and the product's own sync client. Every request is
// written down with how long its answer took.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkPack } from '../../src/agent/pack-check.ts';
import { systemClock } from '../../src/hub/system-ports.ts';
import { openTillStore } from '../../src/store/till-store.ts';
import { createSyncClient } from '../../src/sync/client.ts';
import type { SyncClient } from '../../src/sync/client-parts.ts';
import { enrol } from '../../src/sync/enrol.ts';
import { hubSigned, makeTillKeys, signerOf } from '../../src/sync/keys.ts';
import type { SyncTransport } from '../../src/sync/ports.ts';
import { createHttpTransport } from '../../src/sync/transport-http.ts';

export type ClientsOrder = {
  readonly hubUrl: string;
  /** Of a manager, for enrolment codes. */
  readonly token: string;
  readonly folder: string;
  /** Tills to be. */
  readonly names: readonly string[];
};
/** `plug` and `unplug`: the cable of all; `tell`: what was asked since the last time. */
export type ClientsCall = 'plug' | 'unplug' | 'tell';
/** A request: which till, when it was sent (wall milliseconds), how long until its answer; null: there was none. */
export type Asked = { readonly till: string; readonly atMs: number; readonly tookMs: number | null };
export type ClientsWord =
  | { readonly word: 'connected' }
  | { readonly word: 'asked'; readonly asked: readonly Asked[]; readonly connected: number };

const random = { bytes: (length: number) => randomBytes(length) };
const timers = {
  after(delayMs: number, action: () => void) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
const quiet = { info: () => {}, warn: () => {}, error: console.error };
const tell = (word: ClientsWord): boolean | undefined => process.send?.(word);
let asked: Asked[] = [];

/** The transport, with a note of each request. */
function noted(till: string, transport: SyncTransport): SyncTransport {
  const timed = async <T extends { readonly ok: boolean }>(exchange: Promise<T>): Promise<T> => {
    const atMs = Date.now();
    const answer = await exchange;
    asked.push({ till, atMs, tookMs: answer.ok ? Date.now() - atMs : null });
    return answer;
  };
  return {
    ...transport,
    push: (request, signal) => timed(transport.push(request, signal)),
    pull: (query, signal) => timed(transport.pull(query, signal)),
    listen(listener) {
      const atMs = Date.now();
      let isOpen = false;
      return transport.listen({
        ...listener,
        onRing(stream, cursor) {
          // The hub begins by saying where its streams stand.
          if (!isOpen) asked.push({ till, atMs, tookMs: Date.now() - atMs });
          isOpen = true;
          listener.onRing(stream, cursor);
        },
      });
    },
  };
}

async function openClient(hubUrl: string, path: string, code: string): Promise<SyncClient> {
  const keys = makeTillKeys();
  const about = { machine: 'bench', version: '0', clock: systemClock };
  const enrolled = await enrol(hubUrl, code, keys.publicKey, about);
  if (!enrolled.ok) throw new Error(enrolled.error.detail);
  const identity = { ...enrolled.value, hubUrl };
  const store = openTillStore(path, {
    ...{ clock: systemClock, bootId: randomUUID(), verifyPack: (pack) => checkPack(pack, identity) },
    isHubSigned: ({ text, keyId, signature }) => hubSigned(identity.hubKeys, keyId, text, signature),
  });
  store.identity.set(identity);
  const transport = createHttpTransport({
    ...{ hubUrl, chain: identity.chain, till: identity.till, hubKeys: identity.hubKeys },
    ...{ signer: signerOf(keys.privateKeyPem), clock: systemClock, random, timers, offsetMs: 0 },
  });
  const client = createSyncClient({
    ...{ store: store.sync, transport: noted(identity.till, transport), clock: systemClock, random, timers },
    ...{ log: quiet, onStatus: () => {}, onApplied: () => {} },
  });
  return client;
}

async function codeOf(hubUrl: string, token: string, till: string): Promise<string> {
  const response = await fetch(new URL('/v1/manage/enrol-codes', hubUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ store: 's1', till }),
  });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { code: string }).code;
}

async function run({ hubUrl, token, folder, names }: ClientsOrder): Promise<void> {
  const clients: SyncClient[] = [];
  for (const [index, till] of names.entries()) {
    const code = await codeOf(hubUrl, token, till);
    clients.push(await openClient(hubUrl, join(folder, `${index}.sqlite`), code));
  }
  // Each enrolment is told to all who listen: they begin when all are there.
  for (const client of clients) {
    client.start();
    while (!client.status().connected) await pause(5);
  }
  process.on('message', (call: ClientsCall) => {
    if (call !== 'tell') {
      for (const client of clients) client.setConnected(call === 'plug');
      return;
    }
    const connected = clients.filter((client) => client.status().connected).length;
    tell({ word: 'asked', asked, connected });
    asked = [];
  });
  tell({ word: 'connected' });
}

process.once('message', (order: ClientsOrder) => {
  run(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
