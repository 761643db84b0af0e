import type { Cart } from '../cart/cart.ts';
import { NO_LINE } from '../cart/verdict.ts';
import { ASKS, type CompiledProgram, type CompiledPromotion } from '../program/compiled.ts';
import type { Facts } from '../program/facts.ts';
import { isInPeriod, isInRhythm } from '../program/period.ts';
import { NOT_IN_PERIOD, NOT_IN_STORE } from '../program/reason.ts';
import { outcomesOf } from './outcome-pool.ts';
import { createOutcome, type Outcome, PENDING } from './run.ts';
import { visitTouched } from './touching.ts';
import { type Admitted, clearAdmitted, createAdmitted, enlist } from './turns.ts';

const isInStore = (promotion: CompiledPromotion, facts: Facts): boolean =>
  promotion.stores?.has(facts.receipt.store) ?? true;

/** The reason of the first condition that fails; `PENDING` when all hold. */
function firstFailing(promotion: CompiledPromotion, facts: Facts): number {
  for (const condition of promotion.conditions) if (!condition.holds(facts)) return condition.reason;
  return PENDING;
}

const admitted = createAdmitted();

/** Promotions in force here and now that the receipt touches, with their turns; good until the next quote. */
export function admit(program: CompiledProgram, cart: Cart, facts: Facts): Admitted {
  const outcomeOf = outcomesOf(program);
  clearAdmitted(admitted);
  visitTouched(program, cart, facts.moment.minute, (order) => {
    const promotion = program.promotions[order] as CompiledPromotion;
    const { duties } = promotion;
    // Most promotions ask nothing: then nothing but their outcome is looked at.
    const asks = (duties & ASKS) !== 0;
    if (asks && !(isInRhythm(promotion.period, facts.moment) && isInStore(promotion, facts))) return;
    const outcome = outcomeOf(promotion);
    admitted.seen.push(outcome);
    if (asks) outcome.verdict = firstFailing(promotion, facts);
    if (outcome.verdict === PENDING) enlist(admitted, outcome, duties);
  });
  return admitted;
}

/** Why a promotion that was not admitted has no part in the receipt. */
function fateOf(promotion: CompiledPromotion, facts: Facts): number {
  if (!isInPeriod(promotion.period, facts.moment)) return NOT_IN_PERIOD;
  return isInStore(promotion, facts) ? NO_LINE : NOT_IN_STORE;
}

/**
 * The promotions a quote lists, in their order: the admitted ones, those whose coupon was given, and on request all
 * others.
 */
export function listed(program: CompiledProgram, facts: Facts, seen: readonly Outcome[]): readonly Outcome[] {
  const all = facts.context.explain === 'all';
  if (!all && facts.givenCodes.size === 0) return seen;
  const others = new Set<number>();
  if (all) for (const { order } of program.promotions) others.add(order);
  for (const code of facts.givenCodes) for (const order of program.byCode.get(code) ?? []) others.add(order);
  for (const { promotion } of seen) others.delete(promotion.order);
  if (others.size === 0) return seen;
  const added = [...others].map((order): Outcome => {
    const outcome = createOutcome(program.promotions[order] as CompiledPromotion);
    outcome.verdict = fateOf(outcome.promotion, facts);
    return outcome;
  });
  return [...seen, ...added].sort((a, b) => a.promotion.order - b.promotion.order);
}
