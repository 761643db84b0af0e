import type { StoreRights } from '../../checkout/store-rights.ts';
import type { TillStatus } from '../../contracts/till-status.ts';
import { uuidV7 } from '../../shared/ids.ts';
import type { Clock, Random } from '../../shared/ports.ts';
import type { AskedTransfer } from '../../store/store-rights.ts';
import type { TillStore } from '../../store/till-store.ts';
import type { Timers } from '../../sync/ports.ts';
import { inTime } from '../in-time.ts';
import type { Asked } from './ask-peer.ts';
import type { RosterReader } from './roster.ts';

export type StoreLanParts = {
  readonly roster: Pick<RosterReader, 'place'>;
  readonly random: Random;
  /** Asks one till. It may take longer than a cashier can wait: what comes later still counts. */
  readonly ask: (peer: string, transfers: readonly AskedTransfer[]) => Promise<Asked>;
  readonly store: Pick<TillStore, 'storeRights'>;
  readonly rights: Pick<StoreRights, 'elsewhere'>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** How long a cashier waits for the others. */
  readonly waitMs: number;
  readonly peers: readonly string[];
};

export type StoreLan = {
  /** Brings here what the other tills can give of a member's points. Resolves in time for a waiting cashier, whatever they do. */
  readonly gather: (memberId: string) => Promise<void>;
  readonly status: () => NonNullable<TillStatus['storeLan']> | null;
};

type PeerState = NonNullable<TillStatus['storeLan']>['peers'][number]['state'];

/**
 * A silent till is left alone for so long, or until its answer comes after all, so that it delays one quote and not
 * every one. A till that was busy for the fifth of a second is asked again at the next member.
 */
const silenceMs = 3_000;
/** Carts are quoted at every scan; what the others have free does not change as fast. */
const askAgainMs = 1_000;

/** Asks the other tills of the store for their part of what a member may spend here. */
export function createStoreLan(parts: StoreLanParts): StoreLan {
  const { store, rights, clock, peers, roster, timers, waitMs } = parts;
  const states = new Map<string, { state: PeerState; atMs: number }>();
  const gathered = new Map<string, number>();

  const mayAsk = (peer: string): boolean => {
    const known = states.get(peer);
    return known === undefined || known.state === 'answers' || clock.monotonicMs() - known.atMs > silenceMs;
  };
  const tell = (peer: string, state: PeerState): void =>
    void states.set(peer, { state, atMs: clock.monotonicMs() });
  const ask = async (peer: string, transfers: readonly AskedTransfer[]): Promise<void> => {
    const answer = await parts.ask(peer, transfers);
    tell(peer, answer.ok ? 'answers' : answer.error);
    if (answer.ok) store.storeRights.take(answer.value);
  };
  return {
    async gather(memberId) {
      const nowMs = clock.monotonicMs();
      if (nowMs - (gathered.get(memberId) ?? Number.NEGATIVE_INFINITY) < askAgainMs) return;
      const missing = Object.entries(rights.elsewhere(memberId));
      const reachable = peers.filter(mayAsk);
      if (missing.length === 0 || reachable.length === 0) return;
      if (gathered.size > 1_000) gathered.clear();
      gathered.set(memberId, nowMs);
      // What an earlier answer never brought is asked for once more by the same ids.
      const open = store.storeRights.open();
      const fresh = reachable.flatMap((peer) =>
        missing.map(([wallet, points]) => ({
          transferId: uuidV7(clock, parts.random),
          peer,
          member: memberId,
          wallet,
          points,
        })),
      );
      store.storeRights.ask(fresh);
      await Promise.all(
        reachable.map((peer) => {
          const asked = ask(
            peer,
            [...open, ...fresh].filter((transfer) => transfer.peer === peer).slice(-50),
          );
          return inTime(asked, { timers, waitMs, late: () => tell(peer, 'silent') });
        }),
      );
    },
    status() {
      const place = roster.place();
      if (place === null) return null;
      return {
        tills: place.tills,
        peers: peers.map((url) => ({ url, state: states.get(url)?.state ?? 'unknown' })),
      };
    },
  };
}
