import type { Logger } from 'pino';
import type { Checkout } from '../../checkout/checkout.ts';
import type { Mode } from '../../contracts/till-status.ts';
import { systemClock } from '../../drivers/system-clock.ts';
import { systemRandom } from '../../drivers/system-random.ts';
import type { TillStore } from '../../store/till-store.ts';
import type { Closers } from '../closers.ts';
import type { Enrolled } from '../enrolment.ts';
import { timers } from '../sync-parts.ts';
import type { TillConfig } from '../till-config.ts';
import { askPeer } from './ask-peer.ts';
import { createLanServer } from './lan-server.ts';
import type { RosterReader } from './roster.ts';
import { createSpending, type Spending } from './spending.ts';
import { createStoreLan, type StoreLan } from './store-lan.ts';

/** Beyond the wait of a cashier: a till that answers by then is busy, not away. */
const answerTimeoutMs = 2_000;

/** Lets the other tills of the store in, and this one ask them. Null where the config names no such network. */
export async function startStoreLan(
  till: {
    readonly config: TillConfig;
    readonly store: TillStore;
    readonly enrolled: Enrolled;
    readonly closers: Closers;
    readonly log: Logger;
  },
  roster: RosterReader,
  checkout: Checkout,
  mode: () => Mode,
): Promise<{ readonly lan: StoreLan; readonly spending: Spending } | null> {
  const { config, store, enrolled, closers, log } = till;
  if (config.storeLan === undefined) return null;
  const { host, port, peers, waitMs } = config.storeLan;
  const { signer } = enrolled;
  const own = { till: enrolled.identity.till, signer, roster };
  const rights = checkout.storeRights;
  const server = createLanServer({
    ...own,
    rights,
    onFault: (cause) => log.error({ err: cause }, 'a till of the store could not be answered'),
  });
  const url = await server.listen({ host, port });
  closers.add(() => server.close());
  log.info({ url, peers: peers.length }, 'sharing with the tills of the store');
  const random = systemRandom;
  const closing = new AbortController();
  closers.add(() => closing.abort());
  const signal = (): AbortSignal =>
    AbortSignal.any([closing.signal, AbortSignal.timeout(waitMs + answerTimeoutMs)]);
  const lan = createStoreLan({
    ...{ roster, store, rights, peers, random, timers, waitMs },
    clock: systemClock,
    ask: (peer, transfers) => askPeer({ ...own, random, signal }, peer, transfers),
  });
  return { lan, spending: createSpending(lan, store, mode) };
}
