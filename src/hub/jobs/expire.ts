import { setImmediate as nextTurn } from 'node:timers/promises';
import { expireLots } from '../../loyalty/ledger/expire-lots.ts';
import { daysInMs } from '../../loyalty/ledger/instant.ts';
import { applyPostings } from '../../loyalty/ledger/postings.ts';
import type { HubParts } from '../api/hub-parts.ts';
import { standingOf } from '../ledger/standing.ts';
import { spendSinceMs } from '../ledger/tier-of.ts';
import type { Jobs } from '../store/hub-database.ts';
import type { MemberChange, MemberState } from '../store/records.ts';

/**
 * An ended lot counts for nothing at once, everywhere; it is booked only so much later, because a sale that spent it in
 * time may still be on its way from a till that was offline.
 */
export const EXPIRY_BOOKED_AFTER_DAYS = 3;
const dayMs = daysInMs(1);
const jobName = 'expire';
/** A node looks so often whether the job is due: the one that did it yesterday may be gone. */
const lookEveryMs = 3_600_000;
const membersAtATime = 200;

export type ExpiryParts = Pick<HubParts, 'store' | 'programs' | 'clock' | 'doorbell' | 'log'>;

/** Books all lots that ended long enough ago; answers how many members changed. Running it again changes nothing. */
export async function bookEndedLots(
  parts: ExpiryParts,
  isStopped: () => Promise<boolean> = async () => false,
): Promise<number> {
  const nowMs = parts.clock.wallMs();
  const endedByMs = nowMs - daysInMs(EXPIRY_BOOKED_AFTER_DAYS);
  const sinceMs = spendSinceMs(await parts.programs.activeAt(nowMs), nowMs);
  let changed = 0;
  let afterMember: string | null = '';
  while (afterMember !== null && !(await isStopped())) {
    const page: { readonly changed: number; readonly next: string | null } = await parts.store.bookExpiries(
      { endedByMs, afterMember, limit: membersAtATime, spendSinceMs: sinceMs },
      (state, bookedBefore) => withoutEndedLots(state, endedByMs, bookedBefore),
    );
    changed += page.changed;
    afterMember = page.next;
    // Tills are served between the pages.
    await nextTurn();
  }
  if (changed > 0) {
    parts.doorbell.ring({ stream: 'members', cursor: (await parts.store.cursors()).members });
    parts.log.info({ members: changed }, 'points expired');
  }
  return changed;
}

function withoutEndedLots(
  state: MemberState,
  endedByMs: number,
  bookedBefore: ReadonlyMap<string, number>,
): MemberChange | null {
  // What a unit may have spent in time is booked as ended only once the unit has said what became of it.
  const { leased } = standingOf(state);
  const settled = state.lots.filter(({ wallet }) => (leased[wallet] ?? 0) === 0);
  const expiries = expireLots(settled, endedByMs, bookedBefore);
  if (expiries.length === 0) return null;
  const legs = expiries.flatMap((one) => one.postings);
  const touched = new Set(legs.map((leg) => leg.lotId));
  return {
    core: state.core,
    lots: applyPostings(state.lots, legs, []).filter((lot) => touched.has(lot.id)),
    spend: [],
    postings: expiries.map(({ operationId, postings }) => ({ operationId, legs: postings })),
  };
}

/**
 * Books ended lots once a day, by one node of the chain, beginning now if that is due. The function it answers stops it
 * after the page that is under way.
 */
export function startExpiryJob(parts: ExpiryParts, jobs: Jobs): () => Promise<void> {
  const { clock } = parts;
  let stopped = false;
  const runIfDue = async (): Promise<void> => {
    const startedAtMs = clock.wallMs();
    const mine = (): Promise<boolean> => jobs.take(jobName, clock.wallMs(), dayMs);
    if (stopped || !(await mine())) return;
    await bookEndedLots(parts, async () => stopped || !(await mine()));
    if (!stopped) await jobs.done(jobName, startedAtMs);
  };
  const run = (): Promise<void> =>
    // What was not booked today is booked tomorrow; selling does not depend on it.
    runIfDue().catch((error: unknown) =>
      parts.log.error({ error: String(error) }, 'points could not be expired'),
    );
  let running = run();
  const timer = setInterval(() => {
    running = running.then(run);
  }, lookEveryMs);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}
