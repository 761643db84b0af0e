import { mostSaved } from './most-saved.ts';
import type { Outcome } from './outcomes.ts';
import { type Budget, costOf, isBetter, type Score, scoreOf, startOver, type Trial } from './trial.ts';

// Search of the best choice among more combinations than can all be tried: groups are decided one after the other, and
// what cannot save more than the best choice known, by a bound that is never too low, is left out with all that follows
// from it. Combinations come in the order in which trying them all would, so that of equal ones the same is taken.

type Search = {
  readonly trial: Trial;
  /** Positions of the groups to decide; the others stay as they are in `best`. */
  readonly positions: readonly number[];
  readonly budget: Budget;
  best: readonly Outcome[];
  score: Score;
  /** The best one known was not met in order yet: an equal one that comes in order replaces it. */
  isGuess: boolean;
};

/** What a promotion takes off at most when it is the only one. */
const mostAlone = ({ run }: Trial, { promotion }: Outcome): number =>
  [...promotion.lineSteps, ...promotion.receiptSteps].reduce((sum, step) => sum + step.most(run.cart), 0);

/** A choice to beat: of each group the promotion that alone may take off most, or what is known already. */
function guess(search: Search): void {
  const { trial, positions } = search;
  startOver(trial, []);
  const tried = [...search.best];
  for (const i of positions) {
    const group = trial.groups[i] as readonly Outcome[];
    const worth = group.map((outcome) => mostAlone(trial, outcome));
    tried[i] = group[worth.indexOf(Math.max(...worth))] as Outcome;
  }
  improveTo(search, tried);
}

/** Takes a choice if it is better than the best one known. */
function improveTo(search: Search, tried: readonly Outcome[]): boolean {
  search.budget.left -= costOf(search.trial, 1);
  const score = scoreOf(search.trial, tried);
  if (!isBetter(score, search.score)) return false;
  search.best = tried;
  search.score = score;
  return true;
}

/** Changes one group at a time as long as that is better and the budget lasts. */
function polish(search: Search): void {
  const { trial, positions, budget } = search;
  for (let improved = true; improved; ) {
    improved = false;
    for (const i of positions) {
      for (const candidate of trial.groups[i] as readonly Outcome[]) {
        if (budget.left <= 0) return;
        if (candidate !== search.best[i] && improveTo(search, search.best.with(i, candidate)))
          improved = true;
      }
    }
  }
}

/** Could a choice that scores so be taken instead of the best one known? */
const canWin = ({ score, isGuess }: Search, found: Score): boolean =>
  isBetter(found, score) || (isGuess && !isBetter(score, found));

/** Decides the group at `depth` of `chosen` and all after it; false when the budget ran out. */
function visit(search: Search, chosen: readonly Outcome[], depth: number, bound: Score): boolean {
  const { trial, positions } = search;
  const i = positions[depth];
  if (i === undefined) {
    const score = scoreOf(trial, chosen);
    if (!canWin(search, score)) return true;
    search.best = chosen;
    search.score = score;
    search.isGuess = false;
    return true;
  }
  const undecided = positions.slice(depth + 1);
  for (const candidate of trial.groups[i] as readonly Outcome[]) {
    if (!canWin(search, bound)) return true;
    if (search.budget.left <= 0) return false;
    search.budget.left -= costOf(trial, 1);
    const tried = chosen.with(i, candidate);
    const most = undecided.length === 0 ? bound : mostSaved(trial, tried, undecided);
    if (canWin(search, most) && !visit(search, tried, depth + 1, most)) return false;
  }
  return true;
}

/**
 * The best choice of the groups at `positions`, the others left as they are in `start`. `complete`: nothing better
 * exists; otherwise the budget ended before that was known.
 */
export function branchAndBound(
  trial: Trial,
  positions: readonly number[],
  start: readonly Outcome[],
  budget: Budget,
): { readonly chosen: readonly Outcome[]; readonly complete: boolean } {
  const reserve = Math.floor(budget.left / 4);
  budget.left -= reserve;
  const search: Search = {
    trial,
    positions,
    budget,
    best: start,
    score: scoreOf(trial, start),
    isGuess: true,
  };
  guess(search);
  const complete = visit(search, search.best, 0, { saving: Number.POSITIVE_INFINITY, applied: 0 });
  if (!complete) {
    budget.left += reserve;
    polish(search);
  }
  return { chosen: search.best, complete };
}
