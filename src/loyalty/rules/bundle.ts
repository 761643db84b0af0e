import type { Actor, Cart } from '../cart/cart.ts';
import { freeUnits, type LineState } from '../cart/line-state.ts';
import { createOpenLines } from '../cart/open-lines.ts';
import { APPLIED, BASKET_QUANTITY, EXCLUSIVE, NO_LINE, NOTHING_LEFT, type Verdict } from '../cart/verdict.ts';
import { type Assignment, assign, type Demand, missingUnits } from './assignment.ts';
import type { DiscountRule } from './rule.ts';
import {
  type Chosen,
  choose,
  clearChosen,
  collectUnits,
  createChosen,
  markUsed,
  type Pick,
  sortByWorth,
  takeTogether,
  worthOfChosen,
  worthOfUnits,
} from './units.ts';

const open = createOpenLines();
const chosen = createChosen();

type Item = { readonly lines: ReadonlySet<LineState>; readonly quantity: number };
type Shelf = {
  readonly items: readonly Item[];
  readonly lines: LineState[];
  readonly sawAny: boolean;
  readonly none: Verdict;
};

function readShelf(
  cart: Cart,
  actor: Actor,
  selectors: readonly number[],
  quantities: readonly number[],
): Shelf {
  const all = new Set<LineState>();
  let sawAny = false;
  let none: Verdict = NO_LINE;
  const items = selectors.map((selector, i) => {
    const lines = new Set(collectUnits(cart, selector, actor, open));
    sawAny ||= open.sawAny;
    if (open.none === EXCLUSIVE) none = EXCLUSIVE;
    for (const line of lines) all.add(line);
    return { lines, quantity: quantities[i] ?? 1 };
  });
  return { items, lines: [...all], sawAny, none };
}

const demandsOf = (shelf: Shelf, sets: number): Demand[] =>
  shelf.items.map((item) => ({ lines: item.lines, units: item.quantity * sets }));

function fill(into: Chosen, assignment: Assignment): Chosen {
  clearChosen(into);
  const entries = [...assignment].sort(([a], [b]) => a.index - b.index);
  for (const [line, count] of entries) choose(into, line, count);
  return into;
}

/** The most sets the units make, at most `times`. */
function mostSets(shelf: Shelf, times: number): number {
  const perSet = shelf.items.reduce((sum, item) => sum + item.quantity, 0);
  const units = shelf.lines.reduce((sum, line) => sum + freeUnits(line), 0);
  let low = 0;
  let high = Math.min(times, Math.floor(units / perSet));
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (assign(shelf.lines, demandsOf(shelf, middle)) === null) high = middle - 1;
    else low = middle;
  }
  return low;
}

/** Fills `chosen` with the units of so many sets and returns what they save against `price` each. */
function savingOf(shelf: Shelf, sets: number, price: number): number {
  const assignment = sets === 0 ? null : assign(shelf.lines, demandsOf(shelf, sets));
  if (assignment === null) return 0;
  return worthOfChosen(fill(chosen, assignment)) - sets * price;
}

/** The set count that saves most: dearest first, each further set is worth no more than the one before it. */
function bestSets(shelf: Shelf, most: number, price: number): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (savingOf(shelf, middle, price) >= savingOf(shelf, middle - 1, price)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The units of a set cost `price` together; all sets of a receipt are one sum. */
export const bundle: DiscountRule<'bundle'> = {
  kind: 'discount',
  type: 'bundle',
  stageOf: () => 'line',
  compile: (effect, scope) => {
    const selectors = effect.items.map((item) => scope.intern(item.of));
    const quantities = effect.items.map((item) => item.quantity);
    const { price } = effect;
    const pick: Pick = effect.pick;
    const times = Math.min(effect.times ?? Number.POSITIVE_INFINITY, scope.perReceipt);
    return {
      selectors: [...new Set(selectors)],
      apply: (cart, actor): Verdict => {
        const shelf = readShelf(cart, actor, selectors, quantities);
        if (!shelf.sawAny) return shelf.none;
        sortByWorth(shelf.lines, pick);
        const most = mostSets(shelf, times);
        if (most === 0) {
          cart.missing = missingUnits(shelf.lines, demandsOf(shelf, 1));
          return BASKET_QUANTITY;
        }
        const sets = pick === 'dearest' ? bestSets(shelf, most, price) : most;
        const saving = savingOf(shelf, sets, price);
        if (saving <= 0) return NOTHING_LEFT;
        const worth = (position: number): number =>
          worthOfUnits(chosen.lines[position] as LineState, chosen.counts[position] ?? 0);
        if (takeTogether(cart, actor, chosen, saving, worth) === 0) return NOTHING_LEFT;
        markUsed(chosen, actor);
        return APPLIED;
      },
    };
  },
};
