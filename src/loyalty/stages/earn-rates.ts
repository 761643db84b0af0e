import * as fromAllocate from '../../shared/allocate.ts';
import * as fromRounding from '../../shared/rounding.ts';
import * as fromUnboxed from '../../shared/unboxed.ts';
import type { Cart } from '../cart/cart.ts';
import * as fromCart from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import type { Verdict } from '../cart/verdict.ts';
import * as fromVerdict from '../cart/verdict.ts';
import type { CompiledWallet } from '../program/compiled.ts';
import type { EarnStep } from '../rules/rule.ts';
import type { Givers } from './givers.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { allocateInto } = fromAllocate;
const { divide } = fromRounding;
const { unboxed } = fromUnboxed;
const { linesOf } = fromCart;
const { BASKET_AMOUNT, NOTHING_TO_EARN, WEIGHED_GOODS } = fromVerdict;

// The arithmetic of earning in one wallet. Percents of the tier, of choices and of promotions are one fraction per line, rounded once
// per wallet and shared by what each contributed; fixed points are whole already and are shared by the lines' base.
//
// Rates are in basis points times hundredths of the multiplier, so 5 % doubled is 500 * 200.

/** One plain factor in hundredths. */
const ONCE = 100;
/** Rate that gives the whole base: 10,000 basis points, once. */
const WHOLE_RATE = 1_000_000;

let capacity = 64;
let base = new Float64Array(capacity);
let rate = new Float64Array(capacity);
let weight = new Float64Array(capacity);
let parts = new Float64Array(capacity);
/** Largest multiplier of the tier's part and of the percents on each line, and who gave it. */
let tierFactor = new Float64Array(capacity);
let tierFactorBy = new Int32Array(capacity);
let allFactor = new Float64Array(capacity);
let allFactorBy = new Int32Array(capacity);

function reserve(count: number): void {
  if (capacity >= count) return;
  capacity = count * 2;
  base = new Float64Array(capacity);
  rate = new Float64Array(capacity);
  weight = new Float64Array(capacity);
  parts = new Float64Array(capacity);
  tierFactor = new Float64Array(capacity);
  tierFactorBy = new Int32Array(capacity);
  allFactor = new Float64Array(capacity);
  allFactorBy = new Int32Array(capacity);
}

const at = (values: Float64Array, i: number): number => values[i] as number;

/** Starts a wallet: what of each line earns in it. */
export function loadBases(lines: readonly LineState[], wallet: CompiledWallet): void {
  reserve(lines.length);
  const ownBase = base;
  const ownRate = rate;
  const tiers = tierFactor;
  const tiersBy = tierFactorBy;
  const alls = allFactor;
  const allsBy = allFactorBy;
  const { earnOnPointsPaid } = wallet;
  for (const line of lines) {
    const i = line.index;
    ownBase[i] = line.noPoints ? 0 : line.beforePoints - (earnOnPointsPaid ? 0 : line.paidWithPoints);
    ownRate[i] = 0;
    tiers[i] = ONCE;
    alls[i] = ONCE;
    tiersBy[i] = -1;
    allsBy[i] = -1;
  }
}

/** Of several multipliers of a line the largest counts; the first one of equals. */
export function addMultiplier(cart: Cart, step: EarnStep, giver: number): void {
  for (const { index: i } of linesOf(cart, step.selector)) {
    if (step.multiplyHundredths > at(tierFactor, i)) {
      tierFactor[i] = step.multiplyHundredths;
      tierFactorBy[i] = giver;
    }
    if (step.all && step.multiplyHundredths > at(allFactor, i)) {
      allFactor[i] = step.multiplyHundredths;
      allFactorBy[i] = giver;
    }
  }
}

/** Adds a percent to the lines it matches and books who contributed how much of it; `giver`: who gives it. */
export function addPercent(
  cart: Cart,
  selector: number,
  basisPoints: number,
  { contributed }: Givers,
  giver: number,
  tierPart: boolean,
): void {
  const factor = tierPart ? tierFactor : allFactor;
  const factorBy = tierPart ? tierFactorBy : allFactorBy;
  const ownBase = base;
  const ownRate = rate;
  let own = 0;
  for (const { index: i } of linesOf(cart, selector)) {
    const earns = at(ownBase, i);
    if (earns === 0) continue;
    const times = at(factor, i);
    ownRate[i] = at(ownRate, i) + basisPoints * times;
    const plain = earns * basisPoints;
    own += plain * ONCE;
    const by = factorBy[i] as number;
    if (by >= 0) contributed[by] = at(contributed, by) + plain * (times - ONCE);
  }
  contributed[giver] = at(contributed, giver) + own;
}

/** Whole points of one step; leaves the lines' shares of them for `giveToLines`. */
export function wholePoints(cart: Cart, step: EarnStep): number {
  let sum = 0;
  let units = 0;
  weight.fill(0, 0, cart.lines.length);
  for (const line of linesOf(cart, step.selector)) {
    if (line.noPoints) continue;
    sum += at(base, line.index);
    units += line.units;
    weight[line.index] = step.perUnit > 0 ? line.units : at(base, line.index);
  }
  if (step.perUnit > 0) return units * step.perUnit;
  if (sum === 0) return 0;
  // A percent of zero, or no points fixed, is a step with no way at all.
  return step.perAmount > 0 ? Math.floor(sum / step.perAmount) * step.perPoints : step.fixed;
}

/**
 * Why a step gave no whole points; leaves in `cart.missing` how much more earns the first ones. Looked into only when it
 * gave none: most steps give something.
 */
export function refusalOfWhole(cart: Cart, step: EarnStep): Verdict {
  let sum = 0;
  let seen = 0;
  for (const line of linesOf(cart, step.selector)) {
    if (line.noPoints) continue;
    sum += at(base, line.index);
    seen += 1;
  }
  cart.missing = 0;
  if (step.perUnit > 0) return seen > 0 ? WEIGHED_GOODS : NOTHING_TO_EARN;
  if (sum === 0 || step.perPoints === 0 || step.perAmount <= sum) return NOTHING_TO_EARN;
  cart.missing = unboxed(step.perAmount - sum);
  return BASKET_AMOUNT;
}

/**
 * Who multiplies in the place of a multiplier that brought nothing, on the first of its lines where there is something to
 * multiply: its number among the givers; -1 where nothing is.
 */
export function strongerMultiplier(
  cart: Cart,
  step: EarnStep,
  giver: number,
  tierBasisPoints: number,
): number {
  for (const { index: i } of linesOf(cart, step.selector)) {
    if (at(base, i) === 0) continue;
    if (tierBasisPoints > 0 && tierFactorBy[i] !== giver) return tierFactorBy[i] as number;
    const isPercent = at(rate, i) > tierBasisPoints * at(tierFactor, i);
    if (step.all && isPercent && allFactorBy[i] !== giver) return allFactorBy[i] as number;
  }
  return -1;
}

/** Shares points over the lines by the weights left by `wholePoints` or `roundPercents`. */
export function giveToLines(lines: readonly LineState[], wallet: number, points: number): void {
  allocateInto(points, weight, null, lines.length, parts);
  const ownParts = parts;
  for (const line of lines) {
    const part = unboxed(at(ownParts, line.index));
    if (part > 0) line.earned[wallet] = (line.earned[wallet] ?? 0) + part;
  }
}

/** Rounds the percents of a receipt once and leaves the lines' shares for `giveToLines`; `whole` points stand beside them and decide what is even. */
export function roundPercents(lines: readonly LineState[], wallet: CompiledWallet, whole: number): number {
  const ownBase = base;
  const ownRate = rate;
  const ownWeight = weight;
  let sum = 0;
  for (let i = 0; i < lines.length; i += 1) {
    const product = at(ownBase, i) * at(ownRate, i);
    ownWeight[i] = product;
    sum += product;
  }
  const denominator = WHOLE_RATE * wallet.value;
  const numerator = sum * wallet.units;
  if (!Number.isSafeInteger(numerator)) return roundWide(lines, wallet, whole);
  const floor = divide(numerator, denominator, 'floor');
  const rest = numerator - floor * denominator;
  return floor + roundsUp(wallet, rest - (denominator - rest), (floor + whole) % 2 !== 0);
}

const roundsUp = (wallet: CompiledWallet, overHalf: number, odd: boolean): number =>
  wallet.rounding === 'floor' || overHalf < 0
    ? 0
    : overHalf > 0 || wallet.rounding === 'half-up' || odd
      ? 1
      : 0;

/** The same for sums beyond 2^53: the total is exact, and so is whoever shares it by the lines' weights. */
function roundWide(lines: readonly LineState[], wallet: CompiledWallet, whole: number): number {
  let sum = 0n;
  for (const { index: i } of lines) sum += BigInt(at(base, i)) * BigInt(at(rate, i));
  const denominator = BigInt(WHOLE_RATE) * BigInt(wallet.value);
  const numerator = sum * BigInt(wallet.units);
  const floor = numerator / denominator;
  const overHalf = (numerator % denominator) * 2n - denominator;
  const sign = overHalf > 0n ? 1 : overHalf < 0n ? -1 : 0;
  return Number(floor) + roundsUp(wallet, sign, (Number(floor % 2n) + whole) % 2 !== 0);
}
