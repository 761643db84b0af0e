import type { Stream } from '../contracts/sync.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { systemRandom } from '../drivers/system-random.ts';
import type { TillStore } from '../store/till-store.ts';
import { createSyncClient, type SyncClient } from '../sync/client.ts';
import type { SyncLog, Timers } from '../sync/ports.ts';
import { createHttpTransport } from '../sync/transport-http.ts';
import type { Enrolled } from './enrolment.ts';

const timers: Timers = {
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};

/** The sync client of an enrolled till on this machine's clock, network and chance. */
export function createTillSync(
  enrolled: Enrolled,
  store: TillStore,
  events: {
    readonly onStatus: () => void;
    readonly onApplied: (stream: Stream) => void;
    readonly log: SyncLog;
  },
): SyncClient {
  const { identity, signer } = enrolled;
  const contact = store.sync.lastContact();
  return createSyncClient({
    store: store.sync,
    transport: createHttpTransport({
      hubUrl: identity.hubUrl,
      chain: identity.chain,
      till: identity.till,
      hubKeys: identity.hubKeys,
      signer,
      clock: systemClock,
      random: systemRandom,
      timers,
      offsetMs: contact === null ? null : contact.hubTimeMs - contact.wallMs,
    }),
    clock: systemClock,
    random: systemRandom,
    timers,
    onStatus: events.onStatus,
    onApplied: events.onApplied,
    log: events.log,
  });
}
