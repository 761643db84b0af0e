import { APPLIED } from '../cart/verdict.ts';
import { type Choice, chooseBest } from './best-choice.ts';
import { evaluate } from './evaluate.ts';
import { settle } from './group-losers.ts';
import type { Outcome } from './outcomes.ts';
import type { Run } from './run.ts';
import { attempt, createTrial, rivals, type Trial } from './trial.ts';

// Of the promotions of one group only one is used. Which one is found by trying: a choice also changes what later
// thresholds, points and exclusive promotions do, and the customer is given the receipt that is best as a whole.

/** With `conflict: "priority"` the first one of each group that applies. */
function firstThatApply(trial: Trial): Choice {
  const { groups } = trial;
  let chosen = groups.map((group) => group[0] as Outcome);
  groups.forEach((group, i) => {
    for (const candidate of group) {
      const tried = chosen.with(i, candidate);
      attempt(trial, tried);
      if (candidate.verdict !== APPLIED) continue;
      chosen = tried;
      return;
    }
  });
  return { chosen, lanes: [groups.map((_, i) => i)] };
}

/** Takes one promotion of each group and leaves the receipt evaluated with them; the others know why they lost. */
export function evaluateWithGroups(run: Run): void {
  const groups = run.program.hasGroups ? rivals(run) : [];
  if (groups.length === 0) {
    evaluate(run);
    return;
  }
  const trial = createTrial(run, groups);
  const isByPriority = run.program.program.defaults.conflict === 'priority';
  const { chosen, lanes } = isByPriority ? firstThatApply(trial) : chooseBest(trial);
  settle(trial, chosen, lanes);
}
