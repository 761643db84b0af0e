import * as fromPercent from '../../shared/percent.ts';
import * as fromRounding from '../../shared/rounding.ts';
import type { Actor, Cart } from '../cart/cart.ts';
import * as fromCart from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import * as fromLineState from '../cart/line-state.ts';
import type { OpenLines } from '../cart/open-lines.ts';
import * as fromSpread from '../cart/spread.ts';
import * as fromTruncate from '../cart/truncate.ts';
import * as fromVerdict from '../cart/verdict.ts';
import type { Fraction } from './fraction.ts';
import * as fromFraction from './fraction.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { WHOLE_BASIS_POINTS } = fromPercent;
const { compareRatios, divideBig, multiplyTwiceDivide } = fromRounding;
const { linesOf, takeWhatFits, touch } = fromCart;
const { freeUnits, isOpenFor, roomOf } = fromLineState;
const { spread, spreadPart } = fromSpread;
const { truncate } = fromTruncate;
const { EXCLUSIVE, NO_LINE } = fromVerdict;
const { addPart, createFractionSum, totalOf } = fromFraction;

// Units of lines, for the effects that count them. A line's units are equal: each unit not yet used is worth
// (remaining + what quantity effects have saved on the line) / units.

export type Pick = 'cheapest' | 'dearest';

/** Up to so many lines are sorted in place, without the cost of a general sort. */
const FEW_LINES = 24;

/** Units chosen from lines: `counts[i]` units of `lines[i]`. */
export type Chosen = { readonly lines: LineState[]; readonly counts: number[] };

export const createChosen = (): Chosen => ({ lines: [], counts: [] });

export function clearChosen(chosen: Chosen): void {
  truncate(chosen.lines, 0);
  truncate(chosen.counts, 0);
}

export function choose(chosen: Chosen, line: LineState, count: number): void {
  if (count <= 0) return;
  chosen.lines.push(line);
  chosen.counts.push(count);
}

/** Puts chosen units into the order of the receipt: ties of one sum over several lines go to the earlier line. */
export function inReceiptOrder({ lines, counts }: Chosen): void {
  for (let i = 1; i < lines.length; i += 1) {
    const line = lines[i] as LineState;
    const count = counts[i] as number;
    let place = i;
    while (place > 0 && line.index < (lines[place - 1] as LineState).index) {
      lines[place] = lines[place - 1] as LineState;
      counts[place] = counts[place - 1] as number;
      place -= 1;
    }
    lines[place] = line;
    counts[place] = count;
  }
}

/** Lines of a selector that still have whole units nobody has used. Weighed goods have none. */
export function collectUnits(cart: Cart, selector: number, actor: Actor, open: OpenLines): LineState[] {
  const { source, exclusive } = actor;
  const found = linesOf(cart, selector);
  const { lines } = open;
  open.none = NO_LINE;
  open.sawAny = false;
  let kept = 0;
  for (let i = 0; i < found.length; i += 1) {
    const line = found[i] as LineState;
    if (line.noDiscount) continue;
    if (!isOpenFor(line, source, exclusive)) {
      open.none = EXCLUSIVE;
      continue;
    }
    open.sawAny = true;
    if (freeUnits(line) <= 0) continue;
    lines[kept] = line;
    kept += 1;
  }
  truncate(lines, kept);
  return lines;
}

const worthOf = (line: LineState): number => line.remaining + line.savedByUnits;

/** Order by the worth of one unit, the larger one last where `sign` is 1; equal ones stay in receipt order. */
const compareWorth = (sign: number, a: LineState, b: LineState): number =>
  sign * compareRatios(worthOf(a), a.units, worthOf(b), b.units) || a.index - b.index;

/** Sorts by the worth of one unit; equal ones stay in receipt order. */
export function sortByWorth(lines: LineState[], pick: Pick): LineState[] {
  const sign = pick === 'cheapest' ? 1 : -1;
  if (lines.length > FEW_LINES) return lines.sort((a, b) => compareWorth(sign, a, b));
  for (let i = 1; i < lines.length; i += 1) {
    const line = lines[i] as LineState;
    let place = i;
    while (place > 0 && compareWorth(sign, line, lines[place - 1] as LineState) < 0) {
      lines[place] = lines[place - 1] as LineState;
      place -= 1;
    }
    lines[place] = line;
  }
  return lines;
}

/** `basisPoints` of the worth of so many units of one line, valued together and rounded once. */
export const worthOfUnits = (line: LineState, count: number, basisPoints = WHOLE_BASIS_POINTS): number =>
  multiplyTwiceDivide(count, worthOf(line), basisPoints, line.units * WHOLE_BASIS_POINTS, 'half-up');

/** The exact worth of all chosen units together. */
export function exactWorth(chosen: Chosen): Fraction {
  const { lines, counts } = chosen;
  const sum = createFractionSum();
  for (let position = 0; position < lines.length; position += 1) {
    const line = lines[position] as LineState;
    addPart(sum, counts[position] ?? 0, worthOf(line), line.units);
  }
  return totalOf(sum);
}

/** `basisPoints` of the worth of all chosen units together, rounded once. */
function worthOfChosen(chosen: Chosen, basisPoints: number): number {
  const [only] = chosen.lines;
  if (only !== undefined && chosen.lines.length === 1) {
    return worthOfUnits(only, chosen.counts[0] ?? 0, basisPoints);
  }
  const { numerator, denominator } = exactWorth(chosen);
  return divideBig(numerator * BigInt(basisPoints), denominator * BigInt(WHOLE_BASIS_POINTS), 'half-up');
}

/** Marks units as used up for every other quantity effect of this receipt. */
export function markUsed(chosen: Chosen, actor: Actor): void {
  for (let position = 0; position < chosen.lines.length; position += 1) {
    const line = chosen.lines[position] as LineState;
    line.usedUnits += chosen.counts[position] ?? 0;
    touch(line, actor);
  }
}

/** Takes wanted sums off chosen units, each line for itself, at most `maxAmount` in all. */
export function takeEach(
  cart: Cart,
  actor: Actor,
  chosen: Chosen,
  wantedOf: (position: number) => number,
  maxAmount: number,
): number {
  const { lines } = chosen;
  if (maxAmount !== Number.POSITIVE_INFINITY) {
    const fits = lines.map((line, position) => Math.min(wantedOf(position), roomOf(line)));
    const fitting = fits.reduce((sum, part) => sum + part, 0);
    const fit = (position: number): number => fits[position] ?? 0;
    if (fitting > maxAmount) return takeTogether(cart, actor, chosen, maxAmount, fit);
  }
  let taken = 0;
  for (let position = 0; position < lines.length; position += 1) {
    const line = lines[position] as LineState;
    const part = takeWhatFits(cart, line, actor, wantedOf(position));
    line.savedByUnits += part;
    taken += part;
  }
  return taken;
}

/** Takes one sum off chosen units, spread in proportion to `worth`, which none of them exceeds. */
export function takeTogether(
  cart: Cart,
  actor: Actor,
  chosen: Chosen,
  total: number,
  worth: (position: number) => number,
): number {
  const values = chosen.lines.map((_, position) => worth(position));
  const value = (position: number): number => values[position] ?? 0;
  const taken = spread(cart, chosen.lines, actor, total, value, value);
  chosen.lines.forEach((line, position) => {
    line.savedByUnits += spreadPart(position);
  });
  return taken;
}

/** A percent off chosen units of each line for itself. */
function takePercentOfEach(cart: Cart, actor: Actor, { lines, counts }: Chosen, basisPoints: number): number {
  let taken = 0;
  for (let position = 0; position < lines.length; position += 1) {
    const line = lines[position] as LineState;
    const part = takeWhatFits(cart, line, actor, worthOfUnits(line, counts[position] ?? 0, basisPoints));
    line.savedByUnits += part;
    taken += part;
  }
  return taken;
}

/** A percent off chosen units: rounded line by line, or with `oneSum` once for all of them. */
export function takePercent(
  cart: Cart,
  actor: Actor,
  chosen: Chosen,
  basisPoints: number,
  oneSum: boolean,
  maxAmount: number,
): number {
  if (!oneSum && maxAmount === Number.POSITIVE_INFINITY)
    return takePercentOfEach(cart, actor, chosen, basisPoints);
  inReceiptOrder(chosen);
  const unitsWorth = (position: number, share: number): number =>
    worthOfUnits(chosen.lines[position] as LineState, chosen.counts[position] ?? 0, share);
  if (!oneSum) {
    return takeEach(cart, actor, chosen, (position) => unitsWorth(position, basisPoints), maxAmount);
  }
  const total = Math.min(worthOfChosen(chosen, basisPoints), maxAmount);
  return takeTogether(cart, actor, chosen, total, (position) => unitsWorth(position, WHOLE_BASIS_POINTS));
}
