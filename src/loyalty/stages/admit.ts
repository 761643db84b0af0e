import type { Cart } from '../cart/cart.ts';
import { BASKET_AMOUNT, NO_LINE } from '../cart/verdict.ts';
import {
  ANY_TIER,
  ASKS,
  type CompiledProgram,
  type CompiledPromotion,
  ONLY_MEMBERS,
} from '../program/compiled.ts';
import type { Facts } from '../program/facts.ts';
import { isInPeriod, isInRhythm } from '../program/period.ts';
import { NOT_A_MEMBER, NOT_IN_PERIOD, NOT_IN_STORE, TIER } from '../program/reason.ts';
import { clearOrderList, createOrderList, type OrderList } from './order-list.ts';
import { Outcome, type Outcomes, outcomesOf, PENDING, resetOutcomeAt } from './outcomes.ts';
import { collectTouched } from './touching.ts';
import { clearTurns, createTurns, enlist, type Turns } from './turns.ts';

/** What came of the first look at a receipt; scratch, good until the next quote. */
export type Admitted = {
  /** Promotions in force here and now that the receipt touches. */
  readonly listing: OrderList;
  /** Those of them that take part, by what they have to do. */
  readonly turns: Turns;
  readonly outcomes: Outcomes;
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

/** The same for a promotion that is for members only, told by its bits of tiers. */
function askMember(tiers: number, { member, tier }: Facts): number {
  if (member === null) return NOT_A_MEMBER;
  return tiers === ANY_TIER || (tier >= 0 && (tiers & (1 << tier)) !== 0) ? PENDING : TIER;
}

/** Most promotions ask little: then nothing but their numbers is looked at. */
function ask(program: CompiledProgram, order: number, duties: number, facts: Facts): number {
  if ((duties & (ASKS | ONLY_MEMBERS)) === 0) return PENDING;
  return (duties & ASKS) === 0
    ? askMember(program.asked.tiers[order] as number, facts)
    : askAll(program.promotions[order] as CompiledPromotion, facts);
}

const listing = createOrderList();
const turns = createTurns();

/** Lists the promotions a receipt has to look at and gives those their turns whose conditions hold. */
export function admit(program: CompiledProgram, cart: Cart, facts: Facts): Admitted {
  const { promotions } = program;
  const { duties, leastGross } = program.asked;
  const outcomes = outcomesOf(program);
  const { verdict, missing } = outcomes;
  clearTurns(turns, promotions.length);
  clearOrderList(listing, promotions.length);
  const { orders } = listing;
  const touched = collectTouched(program, cart, facts.moment.minute, orders);
  let count = 0;
  for (let i = 0; i < touched; i += 1) {
    const order = orders[i] as number;
    const duty = duties[order] as number;
    const refusal = ask(program, order, duty, facts);
    if (refusal === NOT_HERE) continue;
    orders[count] = order;
    count += 1;
    const short = (leastGross[order] as number) - cart.gross;
    if (refusal !== PENDING) verdict[order] = refusal;
    else if (short > 0) {
      verdict[order] = BASKET_AMOUNT;
      missing[order] = short;
    } else {
      resetOutcomeAt(outcomes, order, duty);
      enlist(turns, order, duty);
    }
  }
  listing.count = count;
  return { listing, turns, outcomes };
}

/** Entrants in their order: promotions that no condition has refused so far. */
export function entrantsOf(
  program: CompiledProgram,
  { listing: { count, orders }, outcomes }: Admitted,
): Outcome[] {
  const entrants: Outcome[] = [];
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    if (outcomes.verdict[order] !== PENDING) continue;
    entrants.push(new Outcome(outcomes, program.promotions[order] as CompiledPromotion));
  }
  return entrants;
}

/** Why a promotion that was not admitted has no part in the receipt. */
function fateOf(promotion: CompiledPromotion, facts: Facts): number {
  if (!isInPeriod(promotion.period, facts.moment)) return NOT_IN_PERIOD;
  return isInStore(promotion, facts) ? NO_LINE : NOT_IN_STORE;
}

/**
 * The promotions a quote lists, in their order: those it looked at, those whose coupon was given, and on request all
 * others.
 */
export function listed(program: CompiledProgram, facts: Facts, seen: OrderList): OrderList {
  const isAll = facts.context.explain === 'all';
  if (!isAll && facts.givenCodes.size === 0) return seen;
  const orders = new Set<number>(seen.orders.subarray(0, seen.count));
  const { verdict } = outcomesOf(program);
  const add = (order: number): void => {
    if (orders.has(order)) return;
    orders.add(order);
    verdict[order] = fateOf(program.promotions[order] as CompiledPromotion, facts);
  };
  if (isAll) for (const { order } of program.promotions) add(order);
  for (const code of facts.givenCodes) for (const order of program.byCode.get(code) ?? []) add(order);
  return { count: orders.size, orders: Int32Array.from(orders).sort() };
}
