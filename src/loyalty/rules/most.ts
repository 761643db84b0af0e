import { WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { type Cart, linesOf } from '../cart/cart.ts';
import { type LineState, roomOf } from '../cart/line-state.ts';

// The most an effect can take off, counted without looking at what other effects use up or close. A line has never more
// left than now, so neither are its units worth more.

/** Lines of selectors that a discount may lower, each once. */
function lowerable(cart: Cart, selectors: readonly number[]): LineState[] {
  const lines = new Set<LineState>();
  for (const selector of selectors) {
    for (const line of linesOf(cart, selector)) if (!line.noDiscount) lines.add(line);
  }
  return [...lines];
}

/** What is left of the lines together. */
export const mostLeft = (cart: Cart, selectors: readonly number[]): number =>
  lowerable(cart, selectors).reduce((sum, line) => sum + line.remaining, 0);

/** What a wish for each line comes to where there is room for it. */
export const mostByLine = (cart: Cart, selector: number, wantedOf: (line: LineState) => number): number =>
  lowerable(cart, [selector]).reduce(
    (sum, line) => sum + Math.max(0, Math.min(wantedOf(line), roomOf(line))),
    0,
  );

/** One sum, where there is room for it. */
export const mostOfSum = (cart: Cart, selector: number, amount: number): number =>
  Math.min(
    amount,
    mostByLine(cart, selector, (line) => line.remaining),
  );

/**
 * `basisPoints` of the dearest units of the lines, less a price to be paid for them; see units.ts for what a unit is worth.
 * Every line may be rounded up once.
 */
export function mostOfUnits(
  cart: Cart,
  selectors: readonly number[],
  units: number,
  { basisPoints = WHOLE_BASIS_POINTS, price = 0 } = {},
): number {
  const lines = lowerable(cart, selectors).filter((line) => line.units > 0);
  const worthOf = (line: LineState): number => (line.remaining + line.savedByUnits) / line.units;
  lines.sort((a, b) => worthOf(b) - worthOf(a));
  let [left, worth, room] = [units, 0, 0];
  for (const line of lines) {
    const count = Math.min(left, line.units);
    worth += count * worthOf(line);
    room += roomOf(line);
    left -= count;
  }
  const rounded = Math.ceil((worth * basisPoints) / WHOLE_BASIS_POINTS + lines.length / 2);
  return Math.max(0, Math.min(room, rounded - price));
}
