import { type Actor, type Cart, isOpenTo, linesOf, takeWhatFits } from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import { APPLIED, EXCLUSIVE, NO_LINE, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { mostByLine } from './most.ts';
import { percentOf } from './percent-of.ts';
import type { DiscountStep } from './rule.ts';

// Effects that change each line by that line alone and need one number. Most promotions are such: a program keeps them
// side by side in memory (`SimpleSteps` in program/compiled.ts), because a quote reads hundreds of them.

export const NOT_SIMPLE = 0;
/** `value` basis points off each line, rounded line by line. */
export const PERCENT_OF_LINE = 1;
/** `value` minor units off each line. */
export const AMOUNT_OF_LINE = 2;
/** `value` minor units off each whole unit. */
export const AMOUNT_OF_UNIT = 3;

export type SimpleKind = typeof PERCENT_OF_LINE | typeof AMOUNT_OF_LINE | typeof AMOUNT_OF_UNIT;

/** What is to be taken off a line; weighed goods have no whole units. */
function wantedOf(line: LineState, kind: number, value: number): number {
  if (kind === PERCENT_OF_LINE) return percentOf(line.remaining, value);
  return kind === AMOUNT_OF_LINE ? value : value * line.units;
}

/** Carries a simple effect out on the lines of a selector. */
export function takeSimple(cart: Cart, actor: Actor, kind: number, selector: number, value: number): Verdict {
  const lines = linesOf(cart, selector);
  let none: Verdict = NO_LINE;
  let taken = 0;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] as LineState;
    if (line.noDiscount) continue;
    if (!isOpenTo(line, actor)) {
      if (none === NO_LINE) none = EXCLUSIVE;
      continue;
    }
    none = NOTHING_LEFT;
    taken += takeWhatFits(cart, line, actor, wantedOf(line, kind, value));
  }
  return taken > 0 ? APPLIED : none;
}

/** A simple effect as a step like any other. */
export const simpleStep = (kind: SimpleKind, selector: number, value: number): DiscountStep => ({
  selectors: [selector],
  works: [selector],
  most: (cart) => mostByLine(cart, selector, (line) => wantedOf(line, kind, value)),
  simple: { kind, selector, value },
  apply: (cart, actor) => takeSimple(cart, actor, kind, selector, value),
});
