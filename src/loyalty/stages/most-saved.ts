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
  for (const { works } of steps) {
    for (const selector of works) for (const line of linesOf(run.cart, selector)) unsure[line.index] = 1;
  }
}

/** May the promotion do anything at all? */
function mayApply(forecast: Forecast, outcome: Outcome): boolean {
  if (mayHold(forecast, outcome) === 'no') return false;
  const { lineSteps, receiptSteps, promotion } = outcome.promotion;
  const onlyLowers = lineSteps.length + receiptSteps.length === promotion.then.length;
  return !onlyLowers || forecast.unclear.has(outcome) || outcome.verdict === APPLIED;
}

/** The most that cards, rewards, the tier and the rounding of the total take off, in minor units. */
function mostOfExtras({ program, facts, cart }: Run): number {
  const cards = program.stampCards.filter(
    (card) => countOf(facts.member?.stamps ?? {}, card.id) >= card.target,
  );
  const rewards = facts.receipt.rewards.flatMap((id) => program.rewards.get(id) ?? []);
  const extras = [...cards, ...rewards].reduce((sum, { step }) => sum + step.most(cart), 0);
  const tier = percentOf(cart.remaining, program.tiers[facts.tier]?.discountBasisPoints ?? 0);
  return extras + tier + program.program.receipt.roundTotalDownTo - 1;
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
  const taken = (gross - remaining + mostOfExtras(run)) * 10_000 + forecast.decided.money;
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
