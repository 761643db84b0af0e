// Many tills in one process, each with its file, its line to the hub and the product's own sync client.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkPack } from '../../src/agent/pack-check.ts';
import { systemClock } from '../../src/hub/system-ports.ts';
import { openTillStore } from '../../src/store/till-store.ts';
import { createSyncClient } from '../../src/sync/client.ts';
import { enrol } from '../../src/sync/enrol.ts';
import { hubSigned, makeTillKeys, signerOf } from '../../src/sync/keys.ts';
import { createHttpTransport } from '../../src/sync/transport-http.ts';

export type ClientsOrder = {
  readonly hubUrl: string;
  readonly folder: string;
  /** An enrolment code for each till. */
  readonly codes: readonly string[];
};
/** All are in step with the hub and listen; `cpuMs`: of this process so far, told when asked. */
export type ClientsWord = { readonly word: 'connected' } | { readonly word: 'cpu'; readonly cpuMs: number };

const random = { bytes: (length: number) => randomBytes(length) };
const timers = {
  after(delayMs: number, action: () => void) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
const quiet = { info: () => {}, warn: console.error, error: console.error };
const tell = (word: ClientsWord): boolean | undefined => process.send?.(word);
async function openClient(hubUrl: string, path: string, code: string) {
  const keys = makeTillKeys();
  const about = { machine: 'bench', version: '0', clock: systemClock };
  const enrolled = await enrol(hubUrl, code, keys.publicKey, about);
  if (!enrolled.ok) throw new Error(enrolled.error.detail);
  const identity = { ...enrolled.value, hubUrl };
  const store = openTillStore(path, {
    clock: systemClock,
    bootId: randomUUID(),
    isHubSigned: ({ text, keyId, signature }) => hubSigned(identity.hubKeys, keyId, text, signature),
    verifyPack: (pack) => checkPack(pack, identity),
  });
  store.identity.set(identity);
  const transport = createHttpTransport({
    ...{ hubUrl, chain: identity.chain, till: identity.till, hubKeys: identity.hubKeys },
    ...{ signer: signerOf(keys.privateKeyPem), clock: systemClock, random, timers, offsetMs: 0 },
  });
  const ports = { store: store.sync, transport, clock: systemClock, random, timers, log: quiet };
  const client = createSyncClient({ ...ports, onStatus: () => {}, onApplied: () => {} });
  client.start();
  return client;
}

async function run({ hubUrl, folder, codes }: ClientsOrder): Promise<void> {
  for (const [index, code] of codes.entries()) {
    const client = await openClient(hubUrl, join(folder, `${index}.sqlite`), code);
    while (!client.status().connected) await pause(5);
  }
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    tell({ word: 'cpu', cpuMs: (user + system) / 1000 });
  });
  tell({ word: 'connected' });
}

process.once('message', (order: ClientsOrder) => {
  run(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
