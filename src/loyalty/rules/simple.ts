import type { Actor, Cart } from '../cart/cart.ts';
import * as fromCart from '../cart/cart.ts';
import * as fromDiscountLog from '../cart/discount-log.ts';
import type { LineState } from '../cart/line-state.ts';
import * as fromLineState from '../cart/line-state.ts';
import type { Verdict } from '../cart/verdict.ts';
import * as fromVerdict from '../cart/verdict.ts';
import * as fromMost from './most.ts';
import * as fromPercentOf from './percent-of.ts';
import type { DiscountStep } from './rule.ts';
import { withoutUnits } from './without-units.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { clip, linesOf } = fromCart;
const { noteDiscount } = fromDiscountLog;
const { isOpenFor, roomOf, touchFor } = fromLineState;
const { APPLIED, EXCLUSIVE, NO_LINE, NOTHING_LEFT } = fromVerdict;
const { mostByLine } = fromMost;
const { percentOf } = fromPercentOf;

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
function wantedOf(line: LineState, isPercent: boolean, isOfUnit: boolean, value: number): number {
  if (isPercent) return percentOf(line.remaining, value);
  return isOfUnit ? value * line.units : value;
}

/** Carries a simple effect out on the lines of a selector. */
export function takeSimple(cart: Cart, actor: Actor, kind: number, selector: number, value: number): Verdict {
  const lines = linesOf(cart, selector);
  const { source, exclusive } = actor;
  const isPercent = kind === PERCENT_OF_LINE;
  const isOfUnit = kind === AMOUNT_OF_UNIT;
  let none: Verdict = NO_LINE;
  let taken = 0;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] as LineState;
    if (line.noDiscount) continue;
    if (!isOpenFor(line, source, exclusive)) {
      if (none === NO_LINE) none = EXCLUSIVE;
      continue;
    }
    none = NOTHING_LEFT;
    const wanted = wantedOf(line, isPercent, isOfUnit, value);
    const room = roomOf(line);
    if (wanted > room) clip(cart, actor, wanted - room);
    const amount = wanted > room ? room : wanted;
    if (amount <= 0) continue;
    line.remaining -= amount;
    taken += amount;
    touchFor(line, source, exclusive);
    noteDiscount(cart.log, line, source, amount);
  }
  if (taken === 0) return isOfUnit && none === NOTHING_LEFT ? withoutUnits(cart, selector, actor) : none;
  // The sums once for all lines: they would be read and written again for each.
  cart.remaining -= taken;
  cart.taken[source] = (cart.taken[source] as number) + taken;
  return APPLIED;
}

/** A simple effect as a step like any other. */
export const simpleStep = (kind: SimpleKind, selector: number, value: number): DiscountStep => ({
  selectors: [selector],
  works: [selector],
  most: (cart) =>
    mostByLine(cart, selector, (line) =>
      wantedOf(line, kind === PERCENT_OF_LINE, kind === AMOUNT_OF_UNIT, value),
    ),
  simple: { kind, selector, value },
  apply: (cart, actor) => takeSimple(cart, actor, kind, selector, value),
});
