import type { Effect } from '../../../src/contracts/effects.ts';
import { fraction, halfUp, sharedOut, times } from './fraction.ts';
import {
  type Actor,
  applied,
  isWeighed,
  lineRoom,
  type NaiveLine,
  openLines,
  percentOf,
  refused,
  sumLeft,
  take,
  type Verdict,
} from './model.ts';
import { bundle, buyGet, gift, unitsOff } from './units.ts';

type Discount = Exclude<Effect, { type: 'points' | 'coupon' | 'stamp' | 'message' }>;

export const isDiscount = (effect: Effect): effect is Discount =>
  !['points', 'coupon', 'stamp', 'message'].includes(effect.type);

/** Does the effect work in the receipt stage of its own accord? */
export const isReceiptEffect = (effect: Effect): boolean =>
  effect.type === 'ladder' || (effect.type === 'amountOff' && effect.per === 'receipt');

function spreadSum(lines: readonly NaiveLine[], actor: Actor, total: number): number {
  const parts = sharedOut(
    total,
    lines.map((line) => fraction(line.left)),
    lines.map(lineRoom),
  );
  lines.forEach((line, i) => {
    take(line, actor, parts[i] as number);
  });
  return parts.reduce((a, b) => a + b, 0);
}

const verdictOf = (taken: number): Verdict => (taken > 0 ? applied : refused('nothing-left'));

/** A percent of all lines together, rounded once. */
export function percentOfAll(
  lines: readonly NaiveLine[],
  actor: Actor,
  percent: number,
  cap: number | null,
): number {
  const total = Math.min(halfUp(percentOf(sumLeft(lines), percent)), cap ?? Number.MAX_SAFE_INTEGER);
  return spreadSum(lines, actor, total);
}

function percentOff(
  lines: readonly NaiveLine[],
  effect: Extract<Effect, { type: 'percentOff' }>,
  actor: Actor,
  receiptStage: boolean,
): number {
  const cap = effect.maxAmount ?? null;
  if (receiptStage) return percentOfAll(lines, actor, effect.percent, cap);
  const fits = lines.map((line) =>
    Math.min(halfUp(percentOf(fraction(line.left), effect.percent)), lineRoom(line)),
  );
  const all = fits.reduce((a, b) => a + b, 0);
  const parts =
    cap !== null && all > cap
      ? sharedOut(
          cap,
          fits.map((fit) => fraction(fit)),
          fits,
        )
      : fits;
  lines.forEach((line, i) => {
    take(line, actor, parts[i] as number);
  });
  return parts.reduce((a, b) => a + b, 0);
}

function eachLine(lines: readonly NaiveLine[], actor: Actor, wanted: (line: NaiveLine) => number): number {
  return lines.reduce((taken, line) => {
    const amount = Math.max(0, Math.min(wanted(line), lineRoom(line)));
    take(line, actor, amount);
    return taken + amount;
  }, 0);
}

function ladder(
  lines: readonly NaiveLine[],
  effect: Extract<Effect, { type: 'ladder' }>,
  actor: Actor,
): Verdict {
  const measure =
    effect.by === 'amount'
      ? lines.reduce((total, line) => total + line.left, 0)
      : lines.reduce((total, line) => total + Math.round(line.input.quantity * 1000), 0) / 1000;
  const reached = effect.steps.filter((step) => step.from <= measure);
  if (reached.length === 0) {
    const missing = Math.min(...effect.steps.map((step) => step.from)) - measure;
    return effect.by === 'amount'
      ? refused('basket-amount', missing)
      : refused('basket-quantity', Math.round(missing * 1000) / 1000);
  }
  const step = reached.reduce((best, candidate) => (candidate.from >= best.from ? candidate : best));
  return verdictOf(percentOfAll(lines, actor, step.percent, null));
}

/** Carries out one price-lowering effect. */
export function discount(
  all: readonly NaiveLine[],
  effect: Discount,
  actor: Actor,
  receiptStage: boolean,
  perReceipt: number,
): Verdict {
  if (effect.type === 'buyGet') {
    return buyGet(all, effect, actor, receiptStage, Math.min(effect.times ?? perReceipt, perReceipt));
  }
  if (effect.type === 'bundle') {
    return bundle(all, effect, actor, Math.min(effect.times ?? perReceipt, perReceipt));
  }
  if (effect.type === 'unitsOff') return unitsOff(all, effect, actor, receiptStage);
  if (effect.type === 'gift') return gift(all, effect, actor, receiptStage);
  const { lines, none } = openLines(all, effect.of, actor);
  if (lines.length === 0) return refused(none);
  if (effect.type === 'ladder') return ladder(lines, effect, actor);
  if (effect.type === 'percentOff') return verdictOf(percentOff(lines, effect, actor, receiptStage));
  if (effect.type === 'fixedPrice') {
    const target = (line: NaiveLine): number => halfUp(times(fraction(effect.price), line.quantity));
    return verdictOf(eachLine(lines, actor, (line) => line.left - target(line)));
  }
  if (effect.per === 'receipt') return verdictOf(spreadSum(lines, actor, effect.amount));
  const count = (line: NaiveLine): number =>
    effect.per === 'line' ? 1 : Math.min(line.units, effect.units ?? line.units);
  const taken = eachLine(lines, actor, (line) => effect.amount * count(line));
  return effect.per === 'unit' && lines.every(isWeighed) ? refused('weighed-goods') : verdictOf(taken);
}
