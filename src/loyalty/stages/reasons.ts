import type { Applied, Rejected } from '../../contracts/quote.ts';
import { unboxed } from '../../shared/unboxed.ts';
import { APPLIED, BASKET_AMOUNT, BASKET_QUANTITY, NO_LINE } from '../cart/verdict.ts';
import { EARN_TURN, WANTS_COUPON } from '../program/compiled.ts';
import { couponFor } from '../program/conditions.ts';
import { LOST_TO, reasonCodes } from '../program/reason.ts';
import { append, clearOrderList, createOrderList, type OrderList } from './order-list.ts';
import { PENDING } from './outcomes.ts';
import type { Run } from './run.ts';

/** Most promotions earn nothing: one object that nobody can change stands for that. */
const noPoints: Readonly<Record<string, number>> = Object.freeze({});

function pointsOf(run: Run, order: number): Record<string, number> {
  if (((run.program.asked.duties[order] as number) & EARN_TURN) === 0) return noPoints;
  const { points, wallets } = run.outcomes;
  let earned: Record<string, number> | null = null;
  for (let wallet = 0; wallet < wallets; wallet += 1) {
    const here = unboxed(points[order * wallets + wallet] as number);
    if (here === 0) continue;
    earned ??= {};
    earned[run.program.wallets[wallet]?.id ?? ''] = here;
  }
  return earned ?? noPoints;
}

function appliedEntry(run: Run, order: number): Applied {
  const { program, cart } = run;
  const promotion = program.sourceIds[order] as string;
  const amount = unboxed(cart.taken[order] as number);
  const points = pointsOf(run, order);
  if (((program.asked.duties[order] as number) & WANTS_COUPON) === 0) return { promotion, amount, points };
  const wanted = program.promotions[order]?.promotion.when.coupon;
  const coupon = wanted == null ? undefined : couponFor(run.facts, wanted);
  return coupon === undefined
    ? { promotion, amount, points }
    : { promotion, amount, points, coupon: coupon.code };
}

function rejectedEntry(
  promotion: string,
  verdict: number,
  missing: number,
  winner: string | undefined,
): Rejected {
  // An outcome nothing came of, though nothing refused it, had nothing to work on.
  const reason = reasonCodes[verdict === PENDING ? NO_LINE : verdict] ?? 'nothing-left';
  if (verdict === BASKET_AMOUNT && missing > 0) return { promotion, reason, missing: { amount: missing } };
  if (verdict === BASKET_QUANTITY && missing > 0)
    return { promotion, reason, missing: { quantity: missing } };
  return winner === undefined ? { promotion, reason } : { promotion, reason, to: winner };
}

function rejectedPromotion(run: Run, order: number): Rejected {
  const { sourceIds } = run.program;
  const { missing, lostTo } = run.outcomes;
  const verdict = run.outcomes.verdict[order] as number;
  const winner = verdict === LOST_TO ? sourceIds[lostTo[order] as number] : undefined;
  return rejectedEntry(sourceIds[order] as string, verdict, unboxed(missing[order] as number), winner);
}

/** Is an untouched promotion worth a line? Its coupon was given, or everything was asked for. */
const isTold = (run: Run, order: number): boolean => {
  if (run.facts.context.explain === 'all') return true;
  const wanted = run.program.promotions[order]?.promotion.when.coupon;
  return typeof wanted === 'string' && run.facts.givenCodes.has(wanted.toUpperCase());
};

/** A reward asked for more than once appears once: applied when points lasted for one of them. */
function rejectRewards(run: Run, rejected: Rejected[]): void {
  if (run.rewards.length === 0) return;
  const told = new Set(run.rewards.filter(({ verdict }) => verdict === APPLIED).map(({ id }) => id));
  for (const { id, verdict, missing } of run.rewards) {
    if (told.has(id)) continue;
    told.add(id);
    rejected.push(rejectedEntry(id, verdict, missing, undefined));
  }
}

/** Promotions by what is told of them: scratch. */
const good = createOrderList();
const refused = createOrderList();

/** Why and why not: every listed promotion once, then rewards and stamp cards. */
export function reasonsOf(
  run: Run,
  listing: OrderList,
): { readonly applied: Applied[]; readonly rejected: Rejected[] } {
  const { taken } = run.cart;
  const { count, orders } = listing;
  clearOrderList(good, count);
  clearOrderList(refused, count);
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    const verdict = run.outcomes.verdict[order] as number;
    if (verdict === APPLIED) append(good, order);
    else if ((verdict !== NO_LINE && verdict !== PENDING) || isTold(run, order)) append(refused, order);
  }
  // Made at once in their sizes: lists that grow would be copied again and again.
  const applied: Applied[] = new Array(good.count);
  for (let i = 0; i < good.count; i += 1) applied[i] = appliedEntry(run, good.orders[i] as number);
  const rejected: Rejected[] = new Array(refused.count);
  for (let i = 0; i < refused.count; i += 1) {
    rejected[i] = rejectedPromotion(run, refused.orders[i] as number);
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
