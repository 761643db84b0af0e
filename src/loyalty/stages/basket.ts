import * as fromQuantity from '../../shared/quantity.ts';
import type { Cart } from '../cart/cart.ts';
import * as fromCart from '../cart/cart.ts';
import * as fromVerdict from '../cart/verdict.ts';
import type { CompiledBasket, CompiledPromotion } from '../program/compiled.ts';
import * as fromCompiled from '../program/compiled.ts';
import * as fromSelectors from '../program/selectors.ts';
import * as fromOutcomes from './outcomes.ts';
import type { Run } from './run.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { fromThousandths } = fromQuantity;
const { linesOf } = fromCart;
const { BASKET_AMOUNT, BASKET_QUANTITY } = fromVerdict;
const { HAS_BASKET, NO_MAXIMUM } = fromCompiled;
const { EVERY_LINE } = fromSelectors;
const { addVerdict, FAILS, HOLDS, NOT_ASKED } = fromOutcomes;

/** What the basket's lines come to, in minor units: what is left of them, or their shelf amounts. */
export function amountOf(cart: Cart, basket: CompiledBasket): number {
  if (basket.selector === EVERY_LINE) return basket.gross ? cart.gross : cart.remaining;
  let amount = 0;
  for (const line of linesOf(cart, basket.selector)) amount += basket.gross ? line.gross : line.remaining;
  return amount;
}

function quantityOf(cart: Cart, basket: CompiledBasket): number {
  let thousandths = 0;
  for (const line of linesOf(cart, basket.selector)) thousandths += line.thousandths;
  return thousandths;
}

/** Only the sum of what is left changes with what others took; quantities and shelf amounts stay. */
export const asksWhatIsLeft = (basket: CompiledBasket): boolean =>
  !basket.gross && (basket.minAmount > 0 || basket.maxAmount !== NO_MAXIMUM);

const exceeds = (value: number, maximum: number): boolean => maximum !== NO_MAXIMUM && value > maximum;

/** Asks one basket condition; says in the outcomes what is missing. Lines count whatever their flags. */
export function holds(run: Run, basket: CompiledBasket, order: number): boolean {
  const { cart, outcomes } = run;
  if (basket.minAmount > 0 || basket.maxAmount !== NO_MAXIMUM) {
    const amount = amountOf(cart, basket);
    if (amount < basket.minAmount || exceeds(amount, basket.maxAmount)) {
      addVerdict(outcomes, order, BASKET_AMOUNT, Math.max(0, basket.minAmount - amount));
      return false;
    }
  }
  if (basket.minThousandths > 0 || basket.maxThousandths !== NO_MAXIMUM) {
    const quantity = quantityOf(cart, basket);
    if (quantity < basket.minThousandths || exceeds(quantity, basket.maxThousandths)) {
      const missing = fromThousandths(Math.max(0, basket.minThousandths - quantity));
      addVerdict(outcomes, order, BASKET_QUANTITY, missing);
      return false;
    }
  }
  return true;
}

function allHold(run: Run, order: number): boolean {
  const { laterBaskets } = run.program.promotions[order] as CompiledPromotion;
  for (const basket of laterBaskets) if (!holds(run, basket, order)) return false;
  return true;
}

/** Decides a promotion's basket when its turn comes; a promotion with two turns is asked at the first. */
export function basketHolds(run: Run, order: number): boolean {
  if (((run.program.asked.duties[order] as number) & HAS_BASKET) === 0) return true;
  const { basket } = run.outcomes;
  if (basket[order] === NOT_ASKED) basket[order] = allHold(run, order) ? HOLDS : FAILS;
  return basket[order] === HOLDS;
}
