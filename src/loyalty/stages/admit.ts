import type { Cart } from '../cart/cart.ts';
import * as fromVerdict from '../cart/verdict.ts';
import type { CompiledProgram, CompiledPromotion } from '../program/compiled.ts';
import * as fromCompiled from '../program/compiled.ts';
import type { Facts } from '../program/facts.ts';
import * as fromPeriod from '../program/period.ts';
import * as fromReason from '../program/reason.ts';
import type { OrderList } from './order-list.ts';
import * as fromOrderList from './order-list.ts';
import * as fromOutcomes from './outcomes.ts';
import { Outcome, type Outcomes } from './outcomes.ts';
import * as fromTouching from './touching.ts';
import type { Turns } from './turns.ts';
import * as fromTurns from './turns.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { BASKET_AMOUNT, NO_LINE } = fromVerdict;
const { ANY_TIER, ASKS, MOST_TIERS, ONLY_MEMBERS } = fromCompiled;
const { isInPeriod, isInRhythm } = fromPeriod;
const { NOT_A_MEMBER, NOT_IN_PERIOD, NOT_IN_STORE, TIER } = fromReason;
const { clearOrderList, createOrderList, fillFromBits } = fromOrderList;
const { clearPoints, NOT_ASKED, outcomesOf, PENDING } = fromOutcomes;
const { touchedBits } = fromTouching;
const { clearTurns, createTurns, fillTurnsOfPending } = fromTurns;

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
  if (tiers === ANY_TIER) return PENDING;
  // Beyond the bits a shift would begin again with the first tier.
  return tier >= 0 && tier < MOST_TIERS && (tiers & (1 << tier)) !== 0 ? PENDING : TIER;
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

/** Why a promotion that asks something is refused; `PENDING` when it is not. */
function refusalOf(program: CompiledProgram, order: number, facts: Facts, gross: number): number {
  const refusal = ask(program, order, program.asked.duties[order] as number, facts);
  return refusal === PENDING && gross < (program.asked.leastGross[order] as number) ? BASKET_AMOUNT : refusal;
}

/** Asks the touched promotions that ask anything; those not in force here and now are touched no more. */
function refuse(
  program: CompiledProgram,
  touched: Int32Array,
  facts: Facts,
  gross: number,
  { verdict, missing, basket }: Outcomes,
): void {
  const { asking, leastGross } = program.asked;
  for (let word = 0; word < asking.length; word += 1) {
    let rest = (touched[word] as number) & (asking[word] as number);
    if (rest === 0) continue;
    let listedHere = touched[word] as number;
    while (rest !== 0) {
      const bit = rest & -rest;
      const order = word * 32 + 31 - Math.clz32(bit);
      rest ^= bit;
      basket[order] = NOT_ASKED;
      const refusal = refusalOf(program, order, facts, gross);
      if (refusal === PENDING) continue;
      if (refusal === NOT_HERE) listedHere &= ~bit;
      verdict[order] = refusal;
      missing[order] = (leastGross[order] as number) - gross;
    }
    touched[word] = listedHere;
  }
}

/** Refuses the thresholds that a receipt does not reach, whether they are in force or not. */
function refuseThresholds({ asked }: CompiledProgram, gross: number, { verdict, missing }: Outcomes): void {
  const { orders, leastGross } = asked.thresholds;
  for (let i = 0; i < orders.length; i += 1) {
    const more = (leastGross[i] as number) - gross;
    if (more <= 0) return;
    const order = orders[i] as number;
    verdict[order] = BASKET_AMOUNT;
    missing[order] = more;
  }
}

/** Lists the promotions a receipt has to look at and gives those their turns whose conditions hold. */
export function admit(program: CompiledProgram, cart: Cart, facts: Facts): Admitted {
  const { length: count } = program.promotions;
  const outcomes = outcomesOf(program);
  const touched = touchedBits(program, cart, facts.moment.minute);
  outcomes.verdict.fill(PENDING);
  refuseThresholds(program, cart.gross, outcomes);
  refuse(program, touched, facts, cart.gross, outcomes);
  clearOrderList(listing, count);
  fillFromBits(listing, touched);
  clearTurns(turns, count);
  fillTurnsOfPending(turns, listing, outcomes, program.asked.duties);
  clearPoints(outcomes, turns.earn);
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
