import type { LeaseBook } from '../checkout/lease-book.ts';
import { SYNC_PROTOCOL } from '../contracts/sync.ts';
import type { Mode } from '../contracts/till-status.ts';
import type { Clock } from '../shared/ports.ts';
import type { TillStore } from '../store/till-store.ts';
import type { SyncTransport, Timers } from '../sync/ports.ts';
import { inTime } from './in-time.ts';
import type { Spending } from './store-lan/spending.ts';

export type LeasingParts = {
  readonly book: LeaseBook;
  readonly transport: Pick<SyncTransport, 'leases'>;
  readonly store: Pick<TillStore, 'config' | 'identity'>;
  readonly mode: () => Mode;
  readonly clock: Clock;
  readonly timers: Timers;
};

/** A cash register gives up after 300 ms: half of that leaves time for the quote. An answer that comes later still counts. */
const waitMs = 150;
const answerTimeoutMs = 5_000;
/** A hub that did not answer is left alone for so long, so that it delays one quote and not every one. */
const silenceMs = 3_000;

/** Has the hub set points aside for whoever is served here, where the chain wants that. */
export function createLeasing(parts: LeasingParts): Pick<Spending, 'before'> {
  const { book, transport, store, clock, timers } = parts;
  const patience = { timers, waitMs, late: () => undefined };
  let silentUntilMs = 0;
  const asked = new Map<string, Promise<void>>();

  const ask = async (
    member: string,
    request: { readonly id: string; readonly number: number },
  ): Promise<void> => {
    const epoch = store.identity.get()?.epoch ?? 1;
    const signal = AbortSignal.timeout(answerTimeoutMs);
    const answer = await transport.leases({ protocol: SYNC_PROTOCOL, epoch, ...request, member }, signal);
    if (answer.ok) book.answered(request.id, answer.value.leases);
    else {
      book.failed(request.id);
      silentUntilMs = clock.monotonicMs() + silenceMs;
    }
  };
  return {
    before(member) {
      if (member === null || parts.mode() !== 'online') return null;
      if (store.config.get()?.offline.leases === undefined) return null;
      const running = asked.get(member);
      if (running !== undefined) return inTime(running, patience);
      if (clock.monotonicMs() < silentUntilMs) return null;
      const request = book.ask(member);
      if (request === null) return null;
      const work = ask(member, request).finally(() => asked.delete(member));
      asked.set(member, work);
      return inTime(work, patience);
    },
  };
}
