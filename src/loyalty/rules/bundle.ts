import type { Actor, Cart } from '../cart/cart.ts';
import { freeUnits, type LineState } from '../cart/line-state.ts';
import { createOpenLines } from '../cart/open-lines.ts';
import { APPLIED, BASKET_QUANTITY, EXCLUSIVE, NO_LINE, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { classify, createFlow, type LineClasses, takeUnits } from './assignment.ts';
import { compareFractions, type Fraction, roundFraction } from './fraction.ts';
import { mostOfUnits } from './most.ts';
import type { DiscountRule } from './rule.ts';
import {
  choose,
  clearChosen,
  collectUnits,
  createChosen,
  exactWorth,
  inReceiptOrder,
  markUsed,
  type Pick,
  sortByWorth,
  takeTogether,
  worthOfUnits,
} from './units.ts';

const open = createOpenLines();
const chosen = createChosen();

/** The lines of all items, best ones first, sorted into classes once; how many units of each class there are. */
type Shelf = {
  readonly lines: readonly LineState[];
  readonly classes: LineClasses;
  readonly supply: Float64Array;
  /** Units of each item in one set. */
  readonly quantities: readonly number[];
  readonly sawAny: boolean;
  readonly none: Verdict;
};

function readShelf(
  cart: Cart,
  actor: Actor,
  selectors: readonly number[],
  quantities: readonly number[],
  pick: Pick,
): Shelf {
  const all = new Set<LineState>();
  let sawAny = false;
  let none: Verdict = NO_LINE;
  const items = selectors.map((selector) => {
    const lines = [...collectUnits(cart, selector, actor, open)];
    sawAny ||= open.sawAny;
    if (open.none === EXCLUSIVE) none = EXCLUSIVE;
    for (const line of lines) all.add(line);
    return lines;
  });
  const lines = sortByWorth([...all], pick);
  const positions = new Map(lines.map((line, position) => [line, position]));
  const classes = classify(
    lines.length,
    items.map((list) => list.map((line) => positions.get(line) as number)),
  );
  const supply = new Float64Array(classes.itemsOf.length);
  lines.forEach((line, position) => {
    const its = classes.classOf[position] as number;
    supply[its] = (supply[its] as number) + freeUnits(line);
  });
  return { lines, classes, supply, quantities, sawAny, none };
}

const flowOf = ({ classes, quantities }: Shelf, sets: number): ReturnType<typeof createFlow> =>
  createFlow(
    classes.itemsOf,
    quantities.map((quantity) => quantity * sets),
  );

/** Units missing to so many sets, when all units that fit are taken. */
function missingTo(shelf: Shelf, sets: number): number {
  const flow = flowOf(shelf, sets);
  shelf.supply.forEach((units, its) => {
    takeUnits(flow, its, units);
  });
  return flow.room.reduce((sum, units) => sum + units, 0);
}

/** The largest of `low`..`high` for which `holds`, which holds for `low` and stops holding once. */
function lastThat(low: number, high: number, holds: (count: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (holds(middle)) from = middle;
    else to = middle - 1;
  }
  return from;
}

/** The most sets the units make, at most `times`. */
function mostSets(shelf: Shelf, times: number): number {
  const perSet = shelf.quantities.reduce((sum, quantity) => sum + quantity, 0);
  const units = shelf.supply.reduce((sum, count) => sum + count, 0);
  const bound = Math.min(times, Math.floor(units / perSet));
  return lastThat(0, bound, (sets) => missingTo(shelf, sets) === 0);
}

/** What the units of so many sets save against `price` each, exactly; may be below zero. Leaves them in `chosen`. */
function savingOf(shelf: Shelf, sets: number, price: number): Fraction {
  const { lines, classes } = shelf;
  const flow = flowOf(shelf, sets);
  clearChosen(chosen);
  lines.forEach((line, position) => {
    choose(chosen, line, takeUnits(flow, classes.classOf[position] as number, freeUnits(line)));
  });
  const { numerator, denominator } = exactWorth(chosen);
  return { numerator: numerator - BigInt(sets) * BigInt(price) * denominator, denominator };
}

/**
 * The set count that saves most, the larger one of equals: dearest first, each further set is worth no more than the one
 * before it, so exact savings rise to their peak and fall after it. Rounding makes some beyond the peak equal to it.
 */
function bestSets(shelf: Shelf, most: number, price: number): number {
  const saving = (sets: number): Fraction => savingOf(shelf, sets, price);
  const peak = lastThat(1, most, (sets) => compareFractions(saving(sets), saving(sets - 1)) >= 0);
  const rounded = roundFraction(saving(peak));
  return lastThat(peak, most, (sets) => roundFraction(saving(sets)) === rounded);
}

/** The units of a set cost `price` together; all sets of a receipt are one sum. */
export const bundle: DiscountRule<'bundle'> = {
  kind: 'discount',
  type: 'bundle',
  stageOf: () => 'line',
  compile: (effect, scope) => {
    const selectors = effect.items.map((item) => scope.intern(item.of));
    const goods = [...new Set(selectors)];
    const quantities = effect.items.map((item) => item.quantity);
    const unitsOfSet = quantities.reduce((sum, quantity) => sum + quantity, 0);
    const { price, pick } = effect;
    const times = Math.min(effect.times ?? Number.POSITIVE_INFINITY, scope.perReceipt);
    return {
      selectors: goods,
      works: goods,
      // A set counts when it is worth its price: what is more than one price is not looked into.
      most: (cart) => mostOfUnits(cart, goods, times * unitsOfSet, { price }),
      apply: (cart, actor): Verdict => {
        const shelf = readShelf(cart, actor, selectors, quantities, pick);
        if (!shelf.sawAny) return shelf.none;
        const most = mostSets(shelf, times);
        if (most === 0) {
          cart.missing = missingTo(shelf, 1);
          return BASKET_QUANTITY;
        }
        const sets = pick === 'dearest' ? bestSets(shelf, most, price) : most;
        const saving = roundFraction(savingOf(shelf, sets, price));
        if (saving <= 0) return NOTHING_LEFT;
        inReceiptOrder(chosen);
        const worth = (position: number): number =>
          worthOfUnits(chosen.lines[position] as LineState, chosen.counts[position] ?? 0);
        if (takeTogether(cart, actor, chosen, saving, worth) === 0) return NOTHING_LEFT;
        markUsed(chosen, actor);
        return APPLIED;
      },
    };
  },
};
