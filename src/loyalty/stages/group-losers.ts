import { APPLIED } from '../cart/verdict.ts';
import { LOST_TO } from '../program/reason.ts';
import type { Outcome } from './outcomes.ts';
import { attempt, type Trial } from './trial.ts';

/** Why a promotion was not taken. */
type Fate = Pick<Outcome, 'verdict' | 'missing' | 'lostTo'>;

/**
 * What each promotion that was not taken would have met in the place of the one that was. `lanes`: positions of groups
 * that are looked at one after the other; groups of different lanes do not meet and are looked at side by side.
 */
function fatesOf(
  trial: Trial,
  chosen: readonly Outcome[],
  lanes: readonly (readonly number[])[],
): Map<Outcome, Fate> {
  const fates = new Map<Outcome, Fate>();
  const swaps = lanes.map((lane) =>
    lane.flatMap((i) =>
      (trial.groups[i] as readonly Outcome[])
        .filter((one) => one !== chosen[i])
        .map((loser) => ({ i, loser })),
    ),
  );
  const rounds = Math.max(0, ...swaps.map((list) => list.length));
  for (let round = 0; round < rounds; round += 1) {
    const tried = [...chosen];
    const now = swaps.flatMap((list) => list[round] ?? []);
    for (const { i, loser } of now) tried[i] = loser;
    attempt(trial, tried);
    for (const { i, loser } of now) {
      const lost = loser.verdict === APPLIED;
      fates.set(loser, {
        missing: loser.missing,
        verdict: lost ? LOST_TO : loser.verdict,
        lostTo: lost ? (chosen[i] as Outcome).promotion.order : -1,
      });
    }
  }
  return fates;
}

/** Leaves the receipt evaluated with the chosen promotions; the others know why they lost. */
export function settle(
  trial: Trial,
  chosen: readonly Outcome[],
  lanes: readonly (readonly number[])[],
): void {
  const fates = fatesOf(trial, chosen, lanes);
  attempt(trial, chosen);
  for (const [outcome, { verdict, missing, lostTo }] of fates) {
    outcome.reset();
    outcome.verdict = verdict;
    outcome.missing = missing;
    outcome.lostTo = lostTo;
  }
}
