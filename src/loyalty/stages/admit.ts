import type { Cart } from '../cart/cart.ts';
import { BASKET_AMOUNT, NO_LINE } from '../cart/verdict.ts';
import { ASKS, type CompiledProgram, type CompiledPromotion } from '../program/compiled.ts';
import type { Facts } from '../program/facts.ts';
import { isInPeriod, isInRhythm } from '../program/period.ts';
import { NOT_IN_PERIOD, NOT_IN_STORE } from '../program/reason.ts';
import { createListing, type Listing, reserveListing } from './listing.ts';
import { cleanOutcome, outcomePoolOf } from './outcome-pool.ts';
import { type Outcome, type OutcomePool, PENDING, type Turns } from './run.ts';
import { collectTouched } from './touching.ts';
import { clearTurns, createTurns, enlist } from './turns.ts';

/** What came of the first look at a receipt; scratch, good until the next quote. */
export type Admitted = {
  /** Promotions in force here and now that the receipt touches. */
  readonly listing: Listing;
  /** Those of them that take part, by what they have to do. */
  readonly turns: Turns;
  readonly outcomes: OutcomePool;
};

/** Nothing to tell: the promotion is not in force at this hour or in this store. */
const NOT_HERE = -2;

const isInStore = (promotion: CompiledPromotion, facts: Facts): boolean =>
  promotion.stores?.has(facts.receipt.store) ?? true;

/** The reason of the first condition that fails; `PENDING` when all hold. */
function askAll(promotion: CompiledPromotion, facts: Facts): number {
  if (!(isInRhythm(promotion.period, facts.moment) && isInStore(promotion, facts))) return NOT_HERE;
  for (const condition of promotion.conditions) if (!condition.holds(facts)) return condition.reason;
  return PENDING;
}

const listing = createListing(0);
const turns = createTurns();

/** Lists the promotions a receipt has to look at and gives those their turns whose conditions hold. */
export function admit(program: CompiledProgram, cart: Cart, facts: Facts): Admitted {
  const { promotions } = program;
  const { duties, leastGross } = program.asked;
  const outcomes = outcomePoolOf(program);
  reserveListing(listing, promotions.length);
  clearTurns(turns);
  const { orders, refusals, missing } = listing;
  const touched = collectTouched(program, cart, facts.moment.minute, orders);
  let count = 0;
  for (let i = 0; i < touched; i += 1) {
    const order = orders[i] as number;
    const duty = duties[order] as number;
    // Most promotions ask nothing else: then only these numbers are looked at.
    let refusal = (duty & ASKS) === 0 ? PENDING : askAll(promotions[order] as CompiledPromotion, facts);
    if (refusal === NOT_HERE) continue;
    const short = (leastGross[order] as number) - cart.gross;
    if (refusal === PENDING && short > 0) refusal = BASKET_AMOUNT;
    orders[count] = order;
    refusals[count] = refusal;
    missing[count] = short;
    count += 1;
    if (refusal === PENDING) enlist(turns, cleanOutcome(outcomes, program, order), duty);
  }
  listing.count = count;
  return { listing, turns, outcomes };
}

/** Entrants in their order: promotions whose conditions hold, and what the receipt itself decides. */
export function entrantsOf({ listing: { count, orders, refusals }, outcomes }: Admitted): Outcome[] {
  const entrants: Outcome[] = [];
  for (let i = 0; i < count; i += 1) {
    const outcome = outcomes[orders[i] as number];
    if (refusals[i] === PENDING && outcome !== undefined) entrants.push(outcome);
  }
  return entrants;
}

/** Why a promotion that was not admitted has no part in the receipt. */
function fateOf(promotion: CompiledPromotion, facts: Facts): number {
  if (!isInPeriod(promotion.period, facts.moment)) return NOT_IN_PERIOD;
  return isInStore(promotion, facts) ? NO_LINE : NOT_IN_STORE;
}

/** Order numbers of promotions that were not looked at and are listed all the same. */
function othersOf(program: CompiledProgram, facts: Facts, seen: Listing): number[] {
  const others = new Set<number>();
  if (facts.context.explain === 'all') for (const { order } of program.promotions) others.add(order);
  for (const code of facts.givenCodes) for (const order of program.byCode.get(code) ?? []) others.add(order);
  for (let i = 0; i < seen.count; i += 1) others.delete(seen.orders[i] as number);
  return [...others].sort((a, b) => a - b);
}

/**
 * The promotions a quote lists, in their order: those it looked at, those whose coupon was given, and on request all
 * others.
 */
export function listed(program: CompiledProgram, facts: Facts, seen: Listing): Listing {
  if (facts.context.explain !== 'all' && facts.givenCodes.size === 0) return seen;
  const others = othersOf(program, facts, seen);
  if (others.length === 0) return seen;
  const all = createListing(seen.count + others.length);
  all.count = seen.count + others.length;
  let taken = 0;
  let added = 0;
  for (let i = 0; i < all.count; i += 1) {
    const other = others[added] ?? Number.POSITIVE_INFINITY;
    if (taken < seen.count && (seen.orders[taken] as number) < other) {
      all.orders[i] = seen.orders[taken] as number;
      all.refusals[i] = seen.refusals[taken] as number;
      all.missing[i] = seen.missing[taken] as number;
      taken += 1;
    } else {
      all.orders[i] = other;
      all.refusals[i] = fateOf(program.promotions[other] as CompiledPromotion, facts);
      added += 1;
    }
  }
  return all;
}
