// A till of its own process that takes the members of its hub into use, so that a test can kill it at any moment.
// Arguments: the till's file, and a JSON file with its identity and keys. Ends by itself when all members are here.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { EnrolResult } from '../../../src/contracts/sync.ts';
import { systemClock } from '../../../src/hub/system-ports.ts';
import { openTillStore } from '../../../src/store/till-store.ts';
import { createSyncClient } from '../../../src/sync/client.ts';
import { hubSigned, signerOf, type TillKeys } from '../../../src/sync/keys.ts';
import { createHttpTransport } from '../../../src/sync/transport-http.ts';

const [path = '', about = ''] = process.argv.slice(2);
const { identity, keys, hubUrl } = JSON.parse(readFileSync(about, 'utf8')) as {
  identity: EnrolResult;
  keys: TillKeys;
  hubUrl: string;
};
const store = openTillStore(path, {
  clock: systemClock,
  bootId: randomBytes(8).toString('hex'),
  isHubSigned: ({ text, keyId, signature }) => hubSigned(identity.hubKeys, keyId, text, signature),
  verifyPack: () => ({ ok: false, error: 'no packs in this test' }),
});
store.identity.set({ ...identity, hubUrl });
const timers = {
  after(delayMs: number, action: () => void) {
    const timer = setTimeout(action, Math.min(delayMs, 40));
    return () => clearTimeout(timer);
  },
};
const random = { bytes: (length: number) => randomBytes(length) };
const transport = createHttpTransport({
  ...{ hubUrl, chain: identity.chain, till: identity.till, hubKeys: identity.hubKeys },
  ...{ signer: signerOf(keys.privateKeyPem), clock: systemClock, random, timers, offsetMs: 0 },
});
const silent = { info: () => {}, warn: () => {}, error: console.error };
const client = createSyncClient({
  ...{ store: store.sync, transport, clock: systemClock, random, timers, log: silent },
  onStatus: () => {},
  onApplied: () => {},
});
client.start();
process.stdout.write('started\n');
const timer = setInterval(async () => {
  if (store.sync.completeAtMs('members') === null) return;
  clearInterval(timer);
  await client.stop();
  store.close();
}, 20);
