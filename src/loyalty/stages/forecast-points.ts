import { linesOf } from '../cart/cart.ts';
import { EVERY_LINE } from '../program/selectors.ts';
import type { EarnStep } from '../rules/rule.ts';
import { pickedOptions } from './earn.ts';
import { bringOf, type Forecast, mayHold } from './forecast.ts';
import type { Outcome } from './outcomes.ts';
import type { Run } from './run.ts';

// The points side of the most that a receipt can save: bases are what is left of lines before anything more is taken off
// or paid with points, and the largest multiplier of the receipt counts everywhere.

type Task = { readonly outcome: Outcome; readonly step: EarnStep };

/** A factor of one, in hundredths. */
const ONCE = 100;

function baseOf({ cart }: Run, selector: number): number {
  let base = 0;
  for (const line of linesOf(cart, selector)) if (!line.noPoints) base += line.remaining;
  return base;
}

function unitsOf({ cart }: Run, selector: number): number {
  let units = 0;
  for (const line of linesOf(cart, selector)) if (!line.noPoints) units += line.units;
  return units;
}

/** Whole points of a step that gives no percent, before rounding. */
function wholePointsOf(run: Run, step: EarnStep): number {
  if (step.perUnit > 0) return unitsOf(run, step.selector) * step.perUnit;
  if (step.fixed > 0) return step.fixed;
  return step.perAmount > 0 ? (baseOf(run, step.selector) / step.perAmount) * step.perPoints : 0;
}

/** Ten-thousandths of a minor unit that one point of a wallet is worth. */
function worthOfPoint({ program }: Run, position: number): number {
  const wallet = program.wallets[position];
  return wallet === undefined ? 0 : wallet.value * (10_000 / wallet.units);
}

/** Adds what the receipt may earn at most through these promotions and the tier; a guest earns nothing. */
export function forecastPoints(forecast: Forecast, earners: readonly Outcome[]): void {
  const { run, decided } = forecast;
  if (run.facts.member === null) return;
  const tasks = earners
    .filter((outcome) => mayHold(forecast, outcome) !== 'no')
    .flatMap((outcome) => outcome.promotion.earnSteps.map((step): Task => ({ outcome, step })));
  const most = (counts: (step: EarnStep) => boolean): number =>
    Math.max(ONCE, ...tasks.map(({ step }) => (counts(step) ? step.multiplyHundredths : 0)));
  const tierFactor = most(() => true);
  const factor = most((step) => step.all);
  const percent = (selector: number, basisPoints: number, times: number): number =>
    (baseOf(run, selector) * basisPoints * times) / ONCE;
  const tier = run.program.tiers[run.facts.tier];
  decided.points += percent(EVERY_LINE, tier?.earnBasisPoints ?? 0, tierFactor);
  for (const { selector, basisPoints } of pickedOptions(run)) {
    decided.points += percent(selector, basisPoints, factor);
  }
  for (const { outcome, step } of tasks) {
    bringOf(forecast, outcome).points +=
      percent(step.selector, step.basisPoints, factor) +
      wholePointsOf(run, step) * worthOfPoint(run, step.wallet);
  }
  run.program.wallets.forEach((wallet, position) => {
    if (wallet.rounding !== 'floor') decided.points += worthOfPoint(run, position);
  });
}
