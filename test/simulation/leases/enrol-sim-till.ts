import { defined } from '../../../src/shared/assert.ts';
import type { TillIdentity } from '../../../src/store/identity.ts';
import { makeTillKeys } from '../../../src/sync/keys.ts';
import type { SimHub } from './sim-hub.ts';

/** One key for all: who signed is not asked here. */
const keys = makeTillKeys();

/** Enrols a till of the one store at a simulated hub, as it is at `nowMs`. */
export async function enrolSimTill({ store }: SimHub, id: string, nowMs: number): Promise<TillIdentity> {
  const till = { storeId: 's1', storeName: 'One', tillId: id, tillName: id };
  const code = { selector: id, codeHash: 'x', tillId: id, expiresAtMs: nowMs + 1000, triesLeft: 5 };
  await store.addEnrolCode(till, () => code, nowMs);
  const machine = { publicKey: keys.publicKey, machine: 'sim', version: '0', afterEpoch: 0, nowMs };
  const { epoch } = defined(await store.takeEnrolCode(id, () => 'right', machine), 'a code opens once');
  return {
    ...{ chain: 'sim', store: 's1', till: id, epoch, phoneKey: 'cGhvbmUta2V5' },
    hubKeys: [...(await store.signingKeys())],
    ...{ hubTimeMs: nowMs, hubUrl: 'http://127.0.0.1:1' },
  };
}
