import type { Actor, Cart } from './cart.ts';
import * as fromCart from './cart.ts';
import type { LineState } from './line-state.ts';
import * as fromTruncate from './truncate.ts';
import * as fromVerdict from './verdict.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { isOpenTo, linesOf } = fromCart;
const { truncate } = fromTruncate;
const { EXCLUSIVE, NO_LINE } = fromVerdict;

/** Lines an effect may lower, in receipt order; when there are none, `none` says why. */
export type OpenLines = {
  readonly lines: LineState[];
  none: typeof NO_LINE | typeof EXCLUSIVE;
  /** Was there any line to work on, before effects of counted units looked for whole ones? */
  sawAny: boolean;
};

/** Scratch of one effect: an effect has done with its lines before the next one asks. */
export const createOpenLines = (): OpenLines => ({ lines: [], none: NO_LINE, sawAny: false });

/** Collects the lines of a selector that a price-lowering effect of `actor` may work on. */
export function collectOpen(cart: Cart, selector: number, actor: Actor, into: OpenLines): LineState[] {
  const { lines } = into;
  into.none = NO_LINE;
  let count = 0;
  for (const line of linesOf(cart, selector)) {
    if (line.noDiscount) continue;
    if (isOpenTo(line, actor)) {
      lines[count] = line;
      count += 1;
    } else into.none = EXCLUSIVE;
  }
  truncate(lines, count);
  into.sawAny = count > 0;
  return lines;
}
