import type { Applied, Rejected } from '../../contracts/quote.ts';
import { unboxed } from '../../shared/unboxed.ts';
import * as fromVerdict from '../cart/verdict.ts';
import * as fromCompiled from '../program/compiled.ts';
import * as fromConditions from '../program/conditions.ts';
import * as fromReason from '../program/reason.ts';
import type { OrderList } from './order-list.ts';
import * as fromOutcomes from './outcomes.ts';
import type { Run } from './run.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { APPLIED, BASKET_AMOUNT, BASKET_QUANTITY, MULTIPLIED_MORE, NO_LINE } = fromVerdict;
const { EARN_TURN, WANTS_COUPON } = fromCompiled;
const { couponFor } = fromConditions;
const { LOST_TO, NOT_A_MEMBER, reasonCodes } = fromReason;
const { PENDING } = fromOutcomes;

/** Most promotions earn nothing: one object that nobody can change stands for that. */
const noPoints: Readonly<Record<string, number>> = Object.freeze({});

function pointsOf(run: Run, order: number): Record<string, number> {
  if (((run.program.asked.duties[order] as number) & EARN_TURN) === 0) return noPoints;
  const { points, wallets } = run.outcomes;
  let earned: Record<string, number> | null = null;
  for (let wallet = 0; wallet < wallets; wallet += 1) {
    const here = points[order * wallets + wallet] as number;
    if (here === 0) continue;
    earned ??= {};
    earned[run.program.wallets[wallet]?.id ?? ''] = here;
  }
  return earned ?? noPoints;
}

/** A promotion that earned points or took a coupon. */
function appliedWithMore(run: Run, order: number): Applied {
  const { program, cart } = run;
  const promotion = program.sourceIds[order] as string;
  const amount = cart.taken[order] as number;
  const points = pointsOf(run, order);
  if (((program.asked.duties[order] as number) & WANTS_COUPON) === 0) return { promotion, amount, points };
  const wanted = program.promotions[order]?.promotion.when.coupon;
  const coupon = wanted == null ? undefined : couponFor(run.facts, wanted);
  return coupon === undefined
    ? { promotion, amount, points }
    : { promotion, amount, points, coupon: coupon.code };
}

function appliedEntry(run: Run, order: number, duties: number): Applied {
  return (duties & (EARN_TURN | WANTS_COUPON)) === 0
    ? {
        promotion: run.program.sourceIds[order] as string,
        amount: run.cart.taken[order] as number,
        points: noPoints,
      }
    : appliedWithMore(run, order);
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
  const isLost = verdict === LOST_TO || verdict === MULTIPLIED_MORE;
  const winner = isLost ? sourceIds[lostTo[order] as number] : undefined;
  return rejectedEntry(sourceIds[order] as string, verdict, missing[order] as number, winner);
}

/** Is an untouched promotion worth a line? Its coupon was given, or everything was asked for. */
const isTold = (run: Run, order: number): boolean => {
  if (run.facts.context.explain === 'all') return true;
  const wanted = run.program.promotions[order]?.promotion.when.coupon;
  return typeof wanted === 'string' && run.facts.givenCodes.has(wanted.toUpperCase());
};

/**
 * A reward that was refused appears once, however often it was chosen; also where points lasted for one of them: then it
 * stands among the applied too.
 */
function rejectRewards(run: Run, rejected: Rejected[]): void {
  if (run.rewards.length === 0) return;
  const told = new Set<string>();
  for (const { id, verdict, missing } of run.rewards) {
    if (verdict === APPLIED || told.has(id)) continue;
    told.add(id);
    rejected.push(rejectedEntry(id, verdict, missing, undefined));
  }
}

/** A membership is a member's: goods that sell one to somebody else give none. */
function rejectClubs({ facts, program, cart }: Run, rejected: Rejected[]): void {
  if (facts.member !== null || program.clubBySku.size === 0) return;
  const told = new Set<string>();
  for (const { input, units } of cart.lines) {
    const club = program.clubBySku.get(input.sku);
    if (club === undefined || units === 0 || told.has(club.id)) continue;
    told.add(club.id);
    rejected.push(rejectedEntry(club.id, NOT_A_MEMBER, 0, undefined));
  }
}

/** Rewards and full stamp cards that did something, each once; a gift still to be brought takes off nothing yet. */
function applyExtras({ program, cart, rewards, stampsUsed }: Run, applied: Applied[]): void {
  if (rewards.length + stampsUsed.length === 0) return;
  const sources = new Set(rewards.filter(({ verdict }) => verdict === APPLIED).map(({ source }) => source));
  program.stampCards.forEach(({ source }, position) => {
    if ((stampsUsed[position] ?? 0) > 0) sources.add(source);
  });
  for (const source of [...sources].sort((a, b) => a - b)) {
    const promotion = program.sourceIds[source] ?? '';
    applied.push({ promotion, amount: cart.taken[source] ?? 0, points: noPoints });
  }
}

type Reasons = { readonly applied: Applied[]; readonly rejected: Rejected[] };

/** Promotions that applied, and those refused for a reason worth telling. */
function reasonsOfListed(run: Run, { count, orders }: OrderList): Reasons {
  const { verdict, missing } = run.outcomes;
  const { asked, sourceIds } = run.program;
  // Made in the largest size they may need: lists that grow would be copied again and again.
  const applied: Applied[] = new Array(count);
  const rejected: Rejected[] = new Array(count);
  let good = 0;
  let refused = 0;
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    const own = verdict[order] as number;
    if (own === APPLIED) {
      applied[good] = appliedEntry(run, order, asked.duties[order] as number);
      good += 1;
    } else if ((own !== NO_LINE && own !== PENDING) || isTold(run, order)) {
      // Once some goods were missing by weight, the list holds floats.
      const more = unboxed(missing[order] as number);
      rejected[refused] =
        own === BASKET_AMOUNT && more > 0
          ? { promotion: sourceIds[order] as string, reason: 'basket-amount', missing: { amount: more } }
          : rejectedPromotion(run, order);
      refused += 1;
    }
  }
  applied.length = good;
  rejected.length = refused;
  return { applied, rejected };
}

/** Why and why not: every listed promotion once, then rewards, stamp cards and clubs. */
export function reasonsOf(run: Run, listing: OrderList): Reasons {
  const { applied, rejected } = reasonsOfListed(run, listing);
  rejectRewards(run, rejected);
  rejectClubs(run, rejected);

  applyExtras(run, applied);
  return { applied, rejected };
}
