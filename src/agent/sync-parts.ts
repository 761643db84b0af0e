import type { PurchaseLookup, Stream } from '../contracts/sync.ts';
import type { TillHealth } from '../contracts/till-health.ts';
import { systemClock } from '../drivers/system-clock.ts';
import { systemRandom } from '../drivers/system-random.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { TillStore } from '../store/till-store.ts';
import { createSyncClient } from '../sync/client.ts';
import type { SyncClient, SyncStatus } from '../sync/client-parts.ts';
import type { LeaseReports, SyncLog, SyncTransport, Timers } from '../sync/ports.ts';
import { createHttpTransport } from '../sync/transport-http.ts';
import type { Enrolled } from './enrolment.ts';

export const timers: Timers = {
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A customer with goods in hand waits for this answer. */
const askTimeoutMs = 2_000;

export type TillSync = {
  readonly client: SyncClient;
  readonly transport: Pick<SyncTransport, 'leases'>;
  /** What the hub knows of a purchase of any till; an error when it does not answer in time. */
  readonly askPurchase: (purchaseId: string) => Promise<Result<PurchaseLookup['purchase'], string>>;
};

/** The sync client of an enrolled till on this machine's clock, network and chance. */
export function createTillSync(
  enrolled: Enrolled,
  store: TillStore,
  events: {
    readonly onStatus: (status: SyncStatus) => void;
    readonly onApplied: (stream: Stream) => void;
    readonly health: () => TillHealth;
    readonly log: SyncLog;
  },
  leases: LeaseReports,
  lull?: () => Promise<boolean>,
): TillSync {
  const { identity, signer } = enrolled;
  const contact = store.sync.lastContact();
  const transport = createHttpTransport({
    hubUrl: identity.hubUrl,
    chain: identity.chain,
    till: identity.till,
    hubKeys: identity.hubKeys,
    signer,
    clock: systemClock,
    random: systemRandom,
    timers,
    health: events.health,
    offsetMs: contact === null ? null : contact.hubTimeMs - contact.wallMs,
  });
  const client = createSyncClient({
    store: store.sync,
    transport,
    leases,
    clock: systemClock,
    random: systemRandom,
    timers,
    lull,
    onStatus: events.onStatus,
    onApplied: events.onApplied,
    log: events.log,
  });
  return {
    client,
    transport,
    askPurchase: async (purchaseId) => {
      const answer = await transport.purchase(purchaseId, AbortSignal.timeout(askTimeoutMs));
      return answer.ok ? ok(answer.value.purchase) : err(answer.error.detail);
    },
  };
}
