import { type LineState, NO_DISCOUNT } from '../cart/line-state.ts';
import { branchAndBound } from './branch-and-bound.ts';
import { type Cluster, clustersOf, meetsAsAWhole } from './independent-groups.ts';
import type { Outcome } from './outcomes.ts';
import type { Run } from './run.ts';
import {
  appliedAmong,
  attempt,
  type Budget,
  combinations,
  combinationsOf,
  costOf,
  isBetter,
  noScore,
  type Score,
  scoreOf,
  type Trial,
} from './trial.ts';

/** Up to so many combinations are always all tried. */
const MOST_COMBINATIONS = 256;
/** On short receipts more are: so many trials times lines, about ten milliseconds. */
const MOST_LINES_TRIED = 20_000;
/** Searching may take so many trials times lines, about fifty milliseconds; what it could not exclude by then is left. */
const MOST_LINES_SEARCHED = 100_000;

/** One promotion of each group, and groups by the lane in which they can be looked at: different lanes do not meet. */
export type Choice = {
  readonly chosen: readonly Outcome[];
  readonly lanes: readonly (readonly number[])[];
};

const isAffordable = (trial: Trial, count: number): boolean =>
  count <= MOST_COMBINATIONS || costOf(trial, count) <= MOST_LINES_TRIED;

/** Tries every combination on the whole receipt. */
export function bestOfAll(trial: Trial): readonly Outcome[] {
  let best: readonly Outcome[] = [];
  let bestScore = noScore;
  for (const chosen of combinations(trial.groups)) {
    const score = scoreOf(trial, chosen);
    if (!isBetter(score, bestScore)) continue;
    best = chosen;
    bestScore = score;
  }
  return best;
}

/** What the lines of one cluster save, counted like the whole receipt, but for the rounding of its total. */
function savingOfLines({ program, cart }: Run, lines: readonly number[]): number {
  const { log } = cart;
  let saving = 0;
  for (const position of lines) {
    const line = cart.lines[position] as LineState;
    for (let at = line.lastDiscount; at !== NO_DISCOUNT; at = log.before[at] as number) {
      if (log.source[at] !== program.roundingActor.source) saving += (log.amount[at] as number) * 10_000;
    }
    program.wallets.forEach((wallet, i) => {
      saving += (line.earned[i] ?? 0) * wallet.value * (10_000 / wallet.units);
    });
  }
  return saving;
}

type Race = {
  readonly cluster: Cluster;
  readonly tries: readonly Outcome[][];
  best: readonly Outcome[];
  bestScore: Score;
};

/** Decides clusters side by side: one evaluation tries one combination of each. Writes the best into `chosen`. */
function raceClusters(trial: Trial, clusters: readonly Cluster[], chosen: Outcome[]): void {
  const races = clusters.map(
    (cluster): Race => ({
      cluster,
      tries: [...combinations(cluster.groups.map((i) => trial.groups[i] as readonly Outcome[]))],
      best: [],
      bestScore: noScore,
    }),
  );
  const put = ({ groups }: Cluster, outcomes: readonly Outcome[]): void => {
    groups.forEach((i, k) => {
      chosen[i] = outcomes[k] as Outcome;
    });
  };
  const rounds = Math.max(0, ...races.map(({ tries }) => tries.length));
  for (let round = 0; round < rounds; round += 1) {
    for (const { cluster, tries, best } of races) put(cluster, tries[round] ?? best);
    attempt(trial, chosen);
    for (const race of races) {
      const tried = race.tries[round];
      if (tried === undefined) continue;
      const score = { saving: savingOfLines(trial.run, race.cluster.lines), applied: appliedAmong(tried) };
      if (!isBetter(score, race.bestScore)) continue;
      race.best = tried;
      race.bestScore = score;
    }
  }
  for (const { cluster, best } of races) put(cluster, best);
}

/**
 * Groups that do not meet decided apart: clusters of few combinations by trying them all, others by search. What a cluster
 * saves is read off its lines, on each of which a sum over the whole receipt may round one kopeck or point up or down.
 */
export function decideApart(trial: Trial, budget: Budget): Choice {
  const { groups, run } = trial;
  const clusters = clustersOf(run, groups);
  const isSmall = (cluster: Cluster): boolean =>
    isAffordable(trial, combinationsOf(cluster.groups.map((i) => groups[i] as readonly Outcome[])));
  const raced = groups.map((group) => group[0] as Outcome);
  raceClusters(trial, clusters.filter(isSmall), raced);
  let chosen: readonly Outcome[] = raced;
  for (const cluster of clusters) {
    if (!isSmall(cluster)) chosen = branchAndBound(trial, cluster.groups, chosen, budget).chosen;
  }
  return { chosen, lanes: clusters.map((cluster) => cluster.groups) };
}

/**
 * The choice that saves most on the whole receipt. Few combinations are all tried. Of many, groups that do not meet are
 * decided apart. Where there are few alternatives, or the receipt as a whole decides more than the last kopeck of each
 * line, the whole is searched once more from there.
 */
export function chooseBest(trial: Trial): Choice {
  const { groups, run } = trial;
  const all = groups.map((_, i) => i);
  if (isAffordable(trial, combinationsOf(groups))) return { chosen: bestOfAll(trial), lanes: [all] };
  const budget: Budget = { left: MOST_LINES_SEARCHED };
  const apart = decideApart(trial, budget);
  const alternatives = groups.reduce((sum, group) => sum + group.length, 0);
  const isWorthMore = alternatives <= MOST_COMBINATIONS || meetsAsAWhole(run);
  if (apart.lanes.length === 1 || !isWorthMore) return apart;
  return { ...apart, chosen: branchAndBound(trial, all, apart.chosen, budget).chosen };
}
