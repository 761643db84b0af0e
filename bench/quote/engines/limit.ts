import {
  buyTwoGetOne,
  createHandCart,
  type HandCart,
  loadHandCart,
  takeFromReceipt,
  takePercent,
  takePerUnit,
  writeAnswer,
} from '../by-hand.ts';
import type { EngineFactory } from '../engine.ts';
import { type Plan, type PlannedPromotion, planOf } from '../plan.ts';

/** Rate of a whole base: 10,000 basis points times a factor of 100 hundredths. */
const WHOLE_RATE = 1_000_000;
const MINOR_PER_POINT = 100;

/** Values of one kind by category, one after the other: those of category c lie from start[c] to start[c + 1]. */
type Lists = { readonly start: Int32Array; readonly values: Int32Array };

function listsOf(plan: Plan, kind: PlannedPromotion['kind']): Lists {
  const chosen = plan.promotions.filter((promotion) => promotion.kind === kind && promotion.category >= 0);
  const start = new Int32Array(plan.categories.size + 1);
  for (const { category } of chosen) start[category + 1] = (start[category + 1] ?? 0) + 1;
  for (let i = 1; i < start.length; i += 1) start[i] = (start[i] ?? 0) + (start[i - 1] ?? 0);
  const values = new Int32Array(chosen.length);
  const used = start.slice();
  for (const { category, value } of chosen) {
    values[used[category] ?? 0] = value;
    used[category] = (used[category] ?? 0) + 1;
  }
  return { start, values };
}

function ratesOf(plan: Plan): Int32Array {
  const factor = new Int32Array(plan.categories.size).fill(100);
  const extra = new Int32Array(plan.categories.size);
  for (const { kind, category, value, tier } of plan.promotions) {
    if (kind === 'multiplier' && tier === plan.tier)
      factor[category] = Math.max(factor[category] ?? 0, value);
    if (kind === 'points') extra[category] = (extra[category] ?? 0) + value * 100;
  }
  return factor.map((times, category) => plan.tierBasisPoints * times + (extra[category] ?? 0));
}

/** Points of the cart, rounded down once. */
function pointsOf(cart: HandCart, rates: Int32Array, usualRate: number): number {
  let sum = 0;
  for (let i = 0; i < cart.count; i += 1) {
    const category = cart.category[i] as number;
    sum += (cart.remaining[i] as number) * (category < 0 ? usualRate : (rates[category] as number));
  }
  return Math.floor(sum / (WHOLE_RATE * MINOR_PER_POINT));
}

/**
 * The least work that gives the same discounts and points: an index by category, typed arrays, no reasons, no messages,
 * no checks, nothing allocated.
 */
export const limit: EngineFactory = (workload) => {
  const plan = planOf(workload);
  const cart = createHandCart(plan.categories.size);
  const buyGets = listsOf(plan, 'buyGet');
  const percents = listsOf(plan, 'percent');
  const fixed = listsOf(plan, 'fixed');
  const thresholds = plan.promotions.filter(({ kind, category }) => kind === 'threshold' && category < 0);
  const minAmounts = Float64Array.from(thresholds, ({ minAmount }) => minAmount);
  const amounts = Float64Array.from(thresholds, ({ value }) => value);
  const rates = ratesOf(plan);
  const usualRate = plan.tierBasisPoints * 100;
  return {
    name: 'hand-written limit',
    source: 'bench/quote/engines/limit.ts',
    note: 'typed arrays, index, no reasons, knows the workload',
    toleranceMinor: 0,
    quote: (receipt) => {
      loadHandCart(cart, receipt, plan.categories);
      for (let i = 0; i < cart.touchedCount; i += 1) {
        const category = cart.touched[i] as number;
        const from = percents.start[category] as number;
        const to = percents.start[category + 1] as number;
        const fixedFrom = fixed.start[category] as number;
        const fixedTo = fixed.start[category + 1] as number;
        if (buyGets.start[category] !== buyGets.start[category + 1]) buyTwoGetOne(cart, category);
        for (let line = cart.first[category] as number; line >= 0; line = cart.next[line] as number) {
          for (let at = from; at < to; at += 1) takePercent(cart, line, percents.values[at] as number);
          for (let at = fixedFrom; at < fixedTo; at += 1) takePerUnit(cart, line, fixed.values[at] as number);
        }
      }
      for (let i = 0; i < minAmounts.length; i += 1) {
        if (cart.gross >= (minAmounts[i] as number)) takeFromReceipt(cart, amounts[i] as number);
      }
      return writeAnswer(cart, pointsOf(cart, rates, usualRate));
    },
  };
};
