import * as fromPercent from '../../shared/percent.ts';
import type { Actor, Cart } from '../cart/cart.ts';
import * as fromCart from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import * as fromLineState from '../cart/line-state.ts';
import * as fromOpenLines from '../cart/open-lines.ts';
import * as fromTruncate from '../cart/truncate.ts';
import type { Verdict } from '../cart/verdict.ts';
import * as fromVerdict from '../cart/verdict.ts';
import type { Groups, Supply } from './groups.ts';
import * as fromGroups from './groups.ts';
import * as fromMost from './most.ts';
import type { DiscountRule } from './rule.ts';
import type { Pick } from './units.ts';
import * as fromUnits from './units.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { toBasisPoints, WHOLE_BASIS_POINTS } = fromPercent;
const { takeWhatFits } = fromCart;
const { freeUnits } = fromLineState;
const { createOpenLines } = fromOpenLines;
const { truncate } = fromTruncate;
const { APPLIED, BASKET_QUANTITY, NOTHING_LEFT } = fromVerdict;
const { groupsOf, missingToGroup } = fromGroups;
const { mostOfUnits } = fromMost;
const { choose, clearChosen, collectUnits, createChosen, markUsed, sortByWorth, takePercent, worthOfUnits } =
  fromUnits;

const openBuy = createOpenLines();
const openGet = createOpenLines();
const got = createChosen();
const bought = createChosen();
/** Number of the current call: a line marked with it can be bought. */
let call = 0;

/** The same for goods that are bought and got alike: they are looked for once. */
function supplyOfSame(lines: readonly LineState[]): Supply {
  call += 1;
  let both = 0;
  for (const line of lines) {
    line.buyMark = call;
    line.gotUnits = 0;
    both += freeUnits(line);
  }
  return { onlyBuy: 0, onlyGet: 0, both };
}

function copyLines(lines: readonly LineState[], into: LineState[]): void {
  for (let i = 0; i < lines.length; i += 1) into[i] = lines[i] as LineState;
  truncate(into, lines.length);
}

function supplyOf(buyLines: readonly LineState[], getLines: readonly LineState[]): Supply {
  call += 1;
  let buyable = 0;
  for (const line of buyLines) {
    line.buyMark = call;
    line.gotUnits = 0;
    buyable += freeUnits(line);
  }
  let all = 0;
  let both = 0;
  for (const line of getLines) {
    const units = freeUnits(line);
    all += units;
    if (line.buyMark === call) both += units;
  }
  return { onlyBuy: buyable - both, onlyGet: all - both, both };
}

/** The got units: the cheapest (or dearest) that leave enough to be bought. */
function chooseGot(getLines: LineState[], groups: Groups, supply: Supply, pick: Pick): void {
  clearChosen(got);
  let left = groups.got;
  let bothLeft = supply.both - Math.max(0, groups.bought - supply.onlyBuy);
  for (const line of sortByWorth(getLines, pick)) {
    const shared = line.buyMark === call;
    const count = Math.min(left, freeUnits(line), shared ? bothLeft : left);
    if (count <= 0) continue;
    choose(got, line, count);
    line.gotUnits = count;
    left -= count;
    if (shared) bothLeft -= count;
  }
}

/** The bought units: from the other end of the worth, so that the units in between stay for other promotions. */
function chooseBought(buyLines: LineState[], groups: Groups, pick: Pick): void {
  clearChosen(bought);
  let left = groups.bought;
  for (const line of sortByWorth(buyLines, pick === 'cheapest' ? 'dearest' : 'cheapest')) {
    if (left === 0) break;
    const count = Math.min(left, freeUnits(line) - line.gotUnits);
    choose(bought, line, count);
    left -= count;
  }
}

/** Most goods stand on one line, of which the got and the bought units are then taken: there is nothing to choose. */
function takeOfOneLine(cart: Cart, actor: Actor, groups: Groups, basisPoints: number): Verdict {
  const line = openGet.lines[0] as LineState;
  const part = takeWhatFits(cart, line, actor, worthOfUnits(line, groups.got, basisPoints));
  if (part === 0) return NOTHING_LEFT;
  line.savedByUnits += part;
  line.usedUnits += groups.got + Math.min(groups.bought, freeUnits(line) - groups.got);
  return APPLIED;
}

/** For every group of bought units the got ones cost less; a unit is bought or got once. */
export const buyGet: DiscountRule<'buyGet'> = {
  kind: 'discount',
  type: 'buyGet',
  stageOf: () => 'line',
  compile: (effect, scope) => {
    const buySelector = scope.intern(effect.buy.of);
    const getSelector = scope.intern(effect.get.of);
    const isSame = buySelector === getSelector;
    const selectors = isSame ? [buySelector] : [buySelector, getSelector];
    const { pick, partial } = effect;
    const size = { buy: effect.buy.quantity, get: effect.get.quantity };
    const basisPoints = Math.min(toBasisPoints(effect.get.percent), WHOLE_BASIS_POINTS);
    const times = Math.min(effect.times ?? Number.POSITIVE_INFINITY, scope.perReceipt);
    const oneSum = scope.stage === 'receipt';
    return {
      selectors,
      works: selectors,
      most: (cart) => mostOfUnits(cart, [getSelector], times * size.get, { basisPoints }),
      apply: (cart, actor): Verdict => {
        const getLines = collectUnits(cart, getSelector, actor, openGet);
        const buyLines = isSame ? openBuy.lines : collectUnits(cart, buySelector, actor, openBuy);
        if (!openGet.sawAny && (isSame || !openBuy.sawAny)) {
          return isSame ? openGet.none : (Math.max(openBuy.none, openGet.none) as Verdict);
        }
        const supply = isSame ? supplyOfSame(getLines) : supplyOf(buyLines, getLines);
        const groups = groupsOf(supply, size, times, partial);
        if (groups.got === 0) {
          cart.missing = missingToGroup(supply, size, partial);
          return BASKET_QUANTITY;
        }
        if (isSame && getLines.length === 1) return takeOfOneLine(cart, actor, groups, basisPoints);
        if (isSame) copyLines(getLines, buyLines);
        chooseGot(getLines, groups, supply, pick);
        chooseBought(buyLines, groups, pick);
        if (takePercent(cart, actor, got, basisPoints, oneSum, Number.POSITIVE_INFINITY) === 0) {
          return NOTHING_LEFT;
        }
        markUsed(got, actor);
        markUsed(bought, actor);
        return APPLIED;
      },
    };
  },
};
