import { resetCart } from '../cart/cart.ts';
import { APPLIED } from '../cart/verdict.ts';
import { LOST_TO } from '../program/reason.ts';
import { evaluate } from './evaluate.ts';
import { type Outcome, type Run, resetOutcome } from './run.ts';

// Of the promotions of one group only one is used. Which one is found by trying: a choice also changes what later
// thresholds, points and exclusive promotions do, and the customer is given the receipt that is best as a whole.

/** Up to so many combinations of several groups are all tried; beyond, one group after the other. */
const MOST_COMBINATIONS = 256;

/** What a customer saves, in ten-thousandths of a minor unit: discounts, and points at their wallet's value. */
function savingOf(run: Run): number {
  const points = run.program.wallets.map(() => 0);
  for (const earning of run.earnings) points[earning.wallet] = (points[earning.wallet] ?? 0) + earning.points;
  let saving = 0;
  for (const line of run.cart.lines) saving += line.gross - line.beforePoints;
  saving *= 10_000;
  run.program.wallets.forEach((wallet, i) => {
    saving += (points[i] ?? 0) * wallet.value * (10_000 / wallet.units);
  });
  return saving;
}

/** Entrants that share a group with another one, by group, in their order. */
export function rivals(entrants: readonly Outcome[]): Outcome[][] {
  const groups = new Map<number, Outcome[]>();
  for (const outcome of entrants) {
    const { group } = outcome.promotion;
    if (group < 0) continue;
    const list = groups.get(group);
    if (list === undefined) groups.set(group, [outcome]);
    else list.push(outcome);
  }
  return [...groups.values()].filter((list) => list.length > 1);
}

/** Evaluates the receipt with one promotion of each group. */
function attempt(run: Run, groups: readonly Outcome[][], chosen: readonly Outcome[]): void {
  for (const group of groups) for (const outcome of group) outcome.skipped = true;
  for (const outcome of chosen) outcome.skipped = false;
  for (const outcome of run.entrants) resetOutcome(outcome);
  resetCart(run.cart);
  evaluate(run);
}

type Score = { readonly saving: number; readonly applied: number };

function scoreOf(run: Run, chosen: readonly Outcome[]): Score {
  return {
    saving: savingOf(run),
    applied: chosen.filter((outcome) => outcome.verdict === APPLIED).length,
  };
}

const isBetter = (a: Score, b: Score): boolean =>
  a.saving > b.saving || (a.saving === b.saving && a.applied > b.applied);

/** All ways to take one promotion of each group, those with earlier promotions first. */
function* combinations(groups: readonly Outcome[][]): Generator<Outcome[]> {
  const [first, ...others] = groups;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const outcome of first) for (const rest of combinations(others)) yield [outcome, ...rest];
}

function bestOfAll(run: Run, groups: readonly Outcome[][]): Outcome[] {
  let best: Outcome[] = [];
  let bestScore: Score = { saving: Number.NEGATIVE_INFINITY, applied: 0 };
  for (const chosen of combinations(groups)) {
    attempt(run, groups, chosen);
    const score = scoreOf(run, chosen);
    if (isBetter(score, bestScore)) {
      best = chosen;
      bestScore = score;
    }
  }
  return best;
}

/** Improves one group after the other until no single change saves more. */
function bestStepByStep(run: Run, groups: readonly Outcome[][]): Outcome[] {
  let chosen = groups.map((group) => group[0] as Outcome);
  attempt(run, groups, chosen);
  let score = scoreOf(run, chosen);
  for (let improved = true; improved; ) {
    improved = false;
    groups.forEach((group, i) => {
      for (const candidate of group) {
        const tried = chosen.with(i, candidate);
        attempt(run, groups, tried);
        const found = scoreOf(run, tried);
        if (!isBetter(found, score)) continue;
        chosen = tried;
        score = found;
        improved = true;
      }
    });
  }
  return chosen;
}

/** With `conflict: "priority"` the first one of each group that applies. */
function firstThatApply(run: Run, groups: readonly Outcome[][]): Outcome[] {
  let chosen = groups.map((group) => group[0] as Outcome);
  groups.forEach((group, i) => {
    for (const candidate of group) {
      const tried = chosen.with(i, candidate);
      attempt(run, groups, tried);
      if (candidate.verdict !== APPLIED) continue;
      chosen = tried;
      return;
    }
  });
  return chosen;
}

/** What each promotion that was not taken would have met in the place of the one that was. */
function explainLosers(
  run: Run,
  groups: readonly Outcome[][],
  chosen: readonly Outcome[],
): Map<Outcome, Outcome> {
  const fates = new Map<Outcome, Outcome>();
  groups.forEach((group, i) => {
    const winner = chosen[i] as Outcome;
    for (const loser of group) {
      if (loser === winner) continue;
      attempt(run, groups, chosen.with(i, loser));
      const lost = loser.verdict === APPLIED;
      fates.set(loser, {
        ...loser,
        points: [],
        verdict: lost ? LOST_TO : loser.verdict,
        lostTo: lost ? winner.promotion.order : -1,
      });
    }
  });
  return fates;
}

/** Takes one promotion of each group and leaves the receipt evaluated with them; the others know why they lost. */
export function evaluateWithGroups(run: Run): void {
  const groups = run.program.hasGroups ? rivals(run.entrants) : [];
  if (groups.length === 0) {
    evaluate(run);
    return;
  }
  const count = groups.reduce((product, group) => product * group.length, 1);
  const chosen =
    run.program.program.defaults.conflict === 'priority'
      ? firstThatApply(run, groups)
      : count <= MOST_COMBINATIONS
        ? bestOfAll(run, groups)
        : bestStepByStep(run, groups);
  const fates = explainLosers(run, groups, chosen);
  attempt(run, groups, chosen);
  for (const [outcome, fate] of fates) {
    outcome.verdict = fate.verdict;
    outcome.missing = fate.missing;
    outcome.lostTo = fate.lostTo;
  }
}
