import type { Applied, Rejected } from '../../contracts/quote.ts';
import { unboxed } from '../../shared/unboxed.ts';
import { APPLIED, BASKET_AMOUNT, BASKET_QUANTITY, NO_LINE } from '../cart/verdict.ts';
import { WANTS_COUPON } from '../program/compiled.ts';
import { couponFor } from '../program/conditions.ts';
import { LOST_TO, reasonCodes } from '../program/reason.ts';
import type { Listing } from './listing.ts';
import { type Outcome, PENDING, type Run } from './run.ts';

/** Most promotions earn nothing: one object that nobody can change stands for that. */
const noPoints: Readonly<Record<string, number>> = Object.freeze({});

function pointsOf(run: Run, outcome: Outcome): Record<string, number> {
  if (!outcome.earned) return noPoints;
  const points: Record<string, number> = {};
  for (let i = 0; i < outcome.points.length; i += 1) {
    const earned = outcome.points[i] ?? 0;
    if (earned === 0) continue;
    points[run.program.wallets[i]?.id ?? ''] = earned;
  }
  return points;
}

function appliedEntry(run: Run, outcome: Outcome, amount: number): Applied {
  const { promotion } = outcome;
  const points = pointsOf(run, outcome);
  if ((promotion.duties & WANTS_COUPON) === 0) return { promotion: promotion.id, amount, points };
  const wanted = promotion.promotion.when.coupon;
  const coupon = wanted == null ? undefined : couponFor(run.facts, wanted);
  return coupon === undefined
    ? { promotion: promotion.id, amount, points }
    : { promotion: promotion.id, amount, points, coupon: coupon.code };
}

function rejectedEntry(run: Run, id: string, verdict: number, missing: number, lostTo: number): Rejected {
  // An outcome nothing came of, though nothing refused it, had nothing to work on.
  const reason = reasonCodes[verdict === PENDING ? NO_LINE : verdict] ?? 'nothing-left';
  if (verdict === BASKET_AMOUNT && missing > 0)
    return { promotion: id, reason, missing: { amount: missing } };
  if (verdict === BASKET_QUANTITY && missing > 0)
    return { promotion: id, reason, missing: { quantity: missing } };
  const winner = verdict === LOST_TO ? run.program.promotions[lostTo]?.id : undefined;
  return winner === undefined ? { promotion: id, reason } : { promotion: id, reason, to: winner };
}

/** Is an untouched promotion worth a line? Its coupon was given, or everything was asked for. */
const isTold = (run: Run, order: number): boolean => {
  if (run.facts.context.explain === 'all') return true;
  const wanted = run.program.promotions[order]?.promotion.when.coupon;
  return typeof wanted === 'string' && run.facts.givenCodes.has(wanted.toUpperCase());
};

/** A reward asked for more than once appears once: applied when points lasted for one of them. */
function rejectRewards(run: Run, rejected: Rejected[]): void {
  const told = new Set(run.rewards.filter(({ verdict }) => verdict === APPLIED).map(({ id }) => id));
  for (const { id, verdict, missing } of run.rewards) {
    if (told.has(id)) continue;
    told.add(id);
    rejected.push(rejectedEntry(run, id, verdict, missing, -1));
  }
}

/** Why and why not: every listed promotion once, then rewards and stamp cards. */
export function reasonsOf(
  run: Run,
  listing: Listing,
): { readonly applied: Applied[]; readonly rejected: Rejected[] } {
  const { taken } = run.cart;
  const { sourceIds } = run.program;
  const { count, orders, refusals, missing } = listing;
  const applied: Applied[] = [];
  const rejected: Rejected[] = [];
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    const refusal = refusals[i] as number;
    if (refusal !== PENDING) {
      if (refusal !== NO_LINE || isTold(run, order))
        rejected.push(
          rejectedEntry(run, sourceIds[order] as string, refusal, unboxed(missing[i] as number), -1),
        );
      continue;
    }
    const outcome = run.outcomes[order] as Outcome;
    const { verdict } = outcome;
    if (verdict === APPLIED) applied.push(appliedEntry(run, outcome, unboxed(taken[order] as number)));
    else if ((verdict !== NO_LINE && verdict !== PENDING) || isTold(run, order)) {
      rejected.push(rejectedEntry(run, sourceIds[order] as string, verdict, outcome.missing, outcome.lostTo));
    }
  }
  rejectRewards(run, rejected);
  // Rewards and stamp cards are numbered after the promotions, the tier and the rounding after them.
  for (let source = run.program.promotions.length; source < run.program.tierActor.source; source += 1) {
    const amount = unboxed(taken[source] ?? 0);
    if (amount > 0)
      applied.push({ promotion: run.program.sourceIds[source] ?? '', amount, points: noPoints });
  }
  return { applied, rejected };
}
