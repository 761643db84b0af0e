import { linesOf } from '../cart/cart.ts';
import { roomOf } from '../cart/line-state.ts';
import { APPLIED } from '../cart/verdict.ts';
import { EARN_TURN, LINE_TURN, RECEIPT_TURN } from '../program/compiled.ts';
import { countOf } from '../program/facts.ts';
import { percentOf } from '../rules/percent-of.ts';
import type { DiscountStep } from '../rules/rule.ts';
import { type Bring, bringOf, createForecast, type Forecast, isUnsure, mayHold } from './forecast.ts';
import { forecastPoints } from './forecast-points.ts';
import type { Outcome } from './outcomes.ts';
import type { Run } from './run.ts';
import { havingTurn, type Score, startOver, type Trial } from './trial.ts';

// How much a receipt can save at most when some of its groups are not decided yet. Promotions take their turns as usual
// as long as the lines they work on are known exactly. A promotion that may or may not be taken makes its lines unsure:
// they have at most as much left as then, and every later promotion on them counts with the most it could take off.

function makeUnsure({ cart }: Run, unsure: Uint8Array, { works }: DiscountStep): void {
  for (const selector of works) for (const line of linesOf(cart, selector)) unsure[line.index] = 1;
}

function takeTurn(forecast: Forecast, outcome: Outcome, steps: readonly DiscountStep[]): void {
  const { run, unsure, undecided } = forecast;
  const holding = mayHold(forecast, outcome);
  if (holding === 'no') return;
  const isSure = (step: DiscountStep): boolean => !step.works.some((one) => isUnsure(forecast, one));
  if (holding === 'yes' && !undecided.has(outcome) && steps.every(isSure)) {
    for (const step of steps) outcome.addVerdict(step.apply(run.cart, outcome.promotion), run.cart.missing);
    return;
  }
  forecast.unclear.add(outcome);
  const bring = bringOf(forecast, outcome);
  for (const step of steps) bring.money += step.most(run.cart) * 10_000;
  for (const step of steps) makeUnsure(run, unsure, step);
}

/** May the promotion do anything at all? */
function mayApply(forecast: Forecast, outcome: Outcome): boolean {
  if (mayHold(forecast, outcome) === 'no') return false;
  const { lineSteps, receiptSteps, promotion } = outcome.promotion;
  const onlyLowers = lineSteps.length + receiptSteps.length === promotion.then.length;
  return !onlyLowers || forecast.unclear.has(outcome) || outcome.verdict === APPLIED;
}

/** The effects of full cards and chosen rewards, whether or not points last for them. */
function extrasOf({ program, facts }: Run): readonly DiscountStep[] {
  const cards = program.stampCards.filter(
    (card) => countOf(facts.member?.stamps ?? {}, card.id) >= card.target,
  );
  const rewards = facts.receipt.rewards.flatMap((id) => program.rewards.get(id) ?? []);
  return [...cards, ...rewards].map(({ step }) => step);
}

/**
 * The most that cards, rewards, the tier and the rounding of the total take off, in minor units. They come after every
 * promotion that lowers prices and before the baskets of those that do not are asked: their lines are unsure by then.
 */
function takeExtras({ run, unsure }: Forecast): number {
  const { program, facts, cart } = run;
  const discountBasisPoints = program.tiers[facts.tier]?.discountBasisPoints ?? 0;
  const { roundTotalDownTo } = program.program.receipt;
  let most = percentOf(cart.remaining, discountBasisPoints) + roundTotalDownTo - 1;
  for (const step of extrasOf(run)) {
    most += step.most(cart);
    makeUnsure(run, unsure, step);
  }
  if (discountBasisPoints > 0 || roundTotalDownTo > 1) unsure.fill(1);
  return most;
}

/** What each undecided group brings at most. */
function bestOfEach(trial: Trial, positions: readonly number[], read: (outcome: Outcome) => number): number {
  return positions.reduce(
    (sum, i) => sum + Math.max(...(trial.groups[i] as readonly Outcome[]).map(read)),
    0,
  );
}

/**
 * No less than any choice scores that takes any promotion of the groups at `undecided` and of the others the one in
 * `chosen`.
 */
export function mostSaved(trial: Trial, chosen: readonly Outcome[], undecided: readonly number[]): Score {
  const { run, groups } = trial;
  const open = new Set(undecided);
  const alternatives = undecided.flatMap((i) => groups[i] as readonly Outcome[]);
  startOver(trial, [...chosen.filter((_, i) => !open.has(i)), ...alternatives]);
  const forecast = createForecast(run, alternatives);
  for (const outcome of havingTurn(trial, LINE_TURN))
    takeTurn(forecast, outcome, outcome.promotion.lineSteps);
  for (const outcome of havingTurn(trial, RECEIPT_TURN)) {
    takeTurn(forecast, outcome, outcome.promotion.receiptSteps);
  }
  const { lines, remaining, gross } = run.cart;
  const taken = (gross - remaining + takeExtras(forecast)) * 10_000 + forecast.decided.money;
  forecastPoints(forecast, havingTurn(trial, EARN_TURN));
  const points = Math.ceil(forecast.decided.points);
  const broughtBy = (outcome: Outcome): Bring => bringOf(forecast, outcome);
  // Whatever is promised, no line goes below its floor.
  const room = (gross - remaining + lines.reduce((sum, line) => sum + roomOf(line), 0)) * 10_000;
  const saving = Math.min(
    taken + points + bestOfEach(trial, undecided, (one) => broughtBy(one).money + broughtBy(one).points),
    room + points + bestOfEach(trial, undecided, (one) => broughtBy(one).points),
  );
  const applied = groups.filter((group, i) =>
    open.has(i)
      ? group.some((outcome) => mayApply(forecast, outcome))
      : mayApply(forecast, chosen[i] as Outcome),
  );
  return { saving, applied: applied.length };
}
