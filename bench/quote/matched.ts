import type { Receipt } from '../../src/contracts/receipt.ts';
import {
  buyTwoGetOne,
  createHandCart,
  type HandCart,
  loadHandCart,
  takeFromReceipt,
  takePercent,
  takePerUnit,
  writeAnswer,
} from './by-hand.ts';
import type { Answer } from './engine.ts';
import type { Plan, PlannedPromotion } from './plan.ts';

// A rule engine says which promotions hold; what they do to a cart it cannot say. Its adapter gets that from here,
// written by hand and indexed, so that the table shows the price of deciding.

const WHOLE_RATE = 1_000_000;
const MINOR_PER_POINT = 100;

/** What a rule may ask about a cart: one number a category (its units) under the category's name, and two more. */
export type RuleFacts = Record<string, number | string>;

/** `c0012` for the number 12: names of facts, by number of the category. */
export const factNames = (plan: Plan): string[] => [...plan.categories.keys()];

export type Applier = {
  readonly cart: HandCart;
  /** Takes a receipt in and says its facts. */
  readonly factsOf: (receipt: Receipt) => RuleFacts;
  /** Applies the promotions that hold: positions in `plan.promotions`, in their order. */
  readonly apply: (matched: readonly number[]) => Answer;
};

/** Units of the category that a promotion needs to do anything. */
export const unitsNeeded = ({ kind }: PlannedPromotion): number => (kind === 'buyGet' ? 3 : 1);

export function createApplier(plan: Plan): Applier {
  const cart = createHandCart(plan.categories.size);
  const names = factNames(plan);
  const factor = new Int32Array(plan.categories.size).fill(100);
  const extra = new Int32Array(plan.categories.size);

  const applyOne = ({ kind, category, value }: PlannedPromotion): void => {
    if (kind === 'threshold') takeFromReceipt(cart, value);
    else if (kind === 'buyGet') buyTwoGetOne(cart, category);
    else if (kind === 'multiplier') factor[category] = Math.max(factor[category] as number, value);
    else if (kind === 'points') extra[category] = (extra[category] as number) + value * 100;
    else {
      const take = kind === 'percent' ? takePercent : takePerUnit;
      for (let line = cart.first[category] as number; line >= 0; line = cart.next[line] as number) {
        take(cart, line, value);
      }
    }
  };

  const pointsOf = (): number => {
    let sum = 0;
    for (let i = 0; i < cart.count; i += 1) {
      const category = cart.category[i] as number;
      const times = category < 0 ? 100 : (factor[category] as number);
      const rate = plan.tierBasisPoints * times + (category < 0 ? 0 : (extra[category] as number));
      sum += (cart.remaining[i] as number) * rate;
    }
    return Math.floor(sum / (WHOLE_RATE * MINOR_PER_POINT));
  };

  return {
    cart,
    factsOf: (receipt) => {
      loadHandCart(cart, receipt, plan.categories);
      const facts: RuleFacts = { gross: cart.gross, tier: plan.tier };
      for (let i = 0; i < cart.touchedCount; i += 1) {
        const category = cart.touched[i] as number;
        let units = 0;
        for (let line = cart.first[category] as number; line >= 0; line = cart.next[line] as number) {
          units += cart.units[line] as number;
        }
        facts[names[category] as string] = units;
        factor[category] = 100;
        extra[category] = 0;
      }
      return facts;
    },
    apply: (matched) => {
      for (const position of matched) applyOne(plan.promotions[position] as PlannedPromotion);
      return writeAnswer(cart, pointsOf());
    },
  };
}
