import { resetCart } from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import { APPLIED } from '../cart/verdict.ts';
import { LOST_TO } from '../program/reason.ts';
import { evaluate } from './evaluate.ts';
import { type Cluster, clustersOf } from './independent-groups.ts';
import { type Outcome, type Run, resetOutcome } from './run.ts';

// Of the promotions of one group only one is used. Which one is found by trying: a choice also changes what later
// thresholds, points and exclusive promotions do, and the customer is given the receipt that is best as a whole.

/** Up to so many combinations are always all tried. */
const MOST_COMBINATIONS = 256;
/** On short receipts more are: so many combinations times lines, each trial counted as some lines more. */
const MOST_LINES_TRIED = 20_000;
const LINES_OF_A_TRIAL = 10;

/** May so many combinations all be tried on this receipt? It takes about ten milliseconds at most. */
const isAffordable = (run: Run, combinationCount: number): boolean =>
  combinationCount <= MOST_COMBINATIONS ||
  combinationCount * (run.cart.lines.length + LINES_OF_A_TRIAL) <= MOST_LINES_TRIED;

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

const combinationsOf = (groups: readonly Outcome[][]): number =>
  groups.reduce((product, group) => product * group.length, 1);

/** What the lines of one cluster save, counted like the whole receipt, but for the rounding of its total. */
function savingOfLines(run: Run, lines: readonly number[]): number {
  const { program, cart } = run;
  let saving = 0;
  for (const position of lines) {
    const line = cart.lines[position] as LineState;
    line.sources.forEach((source, i) => {
      if (source !== program.roundingActor.source) saving += (line.amounts[i] ?? 0) * 10_000;
    });
    program.wallets.forEach((wallet, i) => {
      saving += (line.earned[i] ?? 0) * wallet.value * (10_000 / wallet.units);
    });
  }
  return saving;
}

/**
 * Decides clusters side by side: one evaluation tries one combination of each. `chosen` holds what is taken of each
 * group meanwhile and in the end.
 */
function bestOfClusters(
  run: Run,
  groups: readonly Outcome[][],
  clusters: readonly Cluster[],
  chosen: Outcome[],
): void {
  const races = clusters.map((cluster) => ({
    cluster,
    tries: [...combinations(cluster.groups.map((i) => groups[i] as Outcome[]))],
    best: [] as Outcome[],
    bestScore: { saving: Number.NEGATIVE_INFINITY, applied: 0 } as Score,
  }));
  const rounds = Math.max(0, ...races.map(({ tries }) => tries.length));
  const put = ({ groups: positions }: Cluster, outcomes: readonly Outcome[]): void => {
    positions.forEach((i, k) => {
      chosen[i] = outcomes[k] as Outcome;
    });
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const { cluster, tries, best } of races) put(cluster, tries[round] ?? best);
    attempt(run, groups, chosen);
    for (const race of races) {
      const tried = race.tries[round];
      if (tried === undefined) continue;
      const applied = tried.filter((outcome) => outcome.verdict === APPLIED).length;
      const score = { saving: savingOfLines(run, race.cluster.lines), applied };
      if (!isBetter(score, race.bestScore)) continue;
      race.best = tried;
      race.bestScore = score;
    }
  }
  for (const { cluster, best } of races) put(cluster, best);
}

/**
 * Sets of one or two of these groups, those of one first, then pairs with few combinations first as long as all of them
 * together are affordable.
 */
function neighbourhoods(run: Run, groups: readonly Outcome[][], positions: readonly number[]): number[][] {
  const pairs = positions.flatMap((a, i) =>
    positions.slice(i + 1).map((b) => ({
      pair: [a, b],
      count: (groups[a] as Outcome[]).length * (groups[b] as Outcome[]).length,
    })),
  );
  pairs.sort((one, other) => one.count - other.count);
  let sum = 0;
  const affordable = pairs.filter(({ count }) => {
    sum += count;
    return isAffordable(run, sum);
  });
  return [...positions.map((i) => [i]), ...affordable.map(({ pair }) => pair)];
}

/** Changes one or two of these groups at a time, judged by the whole receipt, until nothing saves more. */
function improve(
  run: Run,
  groups: readonly Outcome[][],
  positions: readonly number[],
  start: readonly Outcome[],
): readonly Outcome[] {
  if (positions.length === 0) return start;
  let chosen = start;
  attempt(run, groups, chosen);
  let score = scoreOf(run, chosen);
  const sets = neighbourhoods(run, groups, positions);
  for (let improved = true; improved; ) {
    improved = false;
    for (const set of sets) {
      for (const candidates of combinations(set.map((i) => groups[i] as Outcome[]))) {
        const tried = [...chosen];
        set.forEach((i, k) => {
          tried[i] = candidates[k] as Outcome;
        });
        attempt(run, groups, tried);
        const found = scoreOf(run, tried);
        if (!isBetter(found, score)) continue;
        chosen = tried;
        score = found;
        improved = true;
      }
    }
  }
  return chosen;
}

/**
 * Many groups: clusters are decided apart, each by all its combinations; those with too many of them are improved one or
 * two groups at a time. Few alternatives are looked through once more on the whole receipt, for what its rounding makes
 * of them.
 */
function bestByClusters(
  run: Run,
  groups: readonly Outcome[][],
  clusters: readonly Cluster[],
): readonly Outcome[] {
  const isSmall = (cluster: Cluster): boolean =>
    isAffordable(run, combinationsOf(cluster.groups.map((i) => groups[i] as Outcome[])));
  const chosen = groups.map((group) => group[0] as Outcome);
  bestOfClusters(run, groups, clusters.filter(isSmall), chosen);
  const alternatives = groups.reduce((sum, group) => sum + group.length, 0);
  const again = alternatives <= MOST_COMBINATIONS ? clusters : clusters.filter((one) => !isSmall(one));
  return improve(
    run,
    groups,
    again.flatMap((cluster) => cluster.groups),
    chosen,
  );
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

/**
 * What each promotion that was not taken would have met in the place of the one that was. `lanes`: positions of groups
 * that are looked at one after the other; groups of different lanes do not meet and are looked at side by side.
 */
function explainLosers(
  run: Run,
  groups: readonly Outcome[][],
  chosen: readonly Outcome[],
  lanes: readonly (readonly number[])[],
): Map<Outcome, Outcome> {
  const fates = new Map<Outcome, Outcome>();
  const swaps = lanes.map((lane) =>
    lane.flatMap((i) =>
      (groups[i] as Outcome[]).filter((one) => one !== chosen[i]).map((loser) => ({ i, loser })),
    ),
  );
  const rounds = Math.max(0, ...swaps.map((list) => list.length));
  for (let round = 0; round < rounds; round += 1) {
    const tried = [...chosen];
    const now = swaps.flatMap((list) => list[round] ?? []);
    for (const { i, loser } of now) tried[i] = loser;
    attempt(run, groups, tried);
    for (const { i, loser } of now) {
      const lost = loser.verdict === APPLIED;
      fates.set(loser, {
        ...loser,
        points: [],
        verdict: lost ? LOST_TO : loser.verdict,
        lostTo: lost ? (chosen[i] as Outcome).promotion.order : -1,
      });
    }
  }
  return fates;
}

/** Takes one promotion of each group and leaves the receipt evaluated with them; the others know why they lost. */
export function evaluateWithGroups(run: Run): void {
  const groups = run.program.hasGroups ? rivals(run.entrants) : [];
  if (groups.length === 0) {
    evaluate(run);
    return;
  }
  const isSmall = isAffordable(run, combinationsOf(groups));
  const clusters = isSmall ? [{ groups: groups.map((_, i) => i), lines: [] }] : clustersOf(run, groups);
  const chosen =
    run.program.program.defaults.conflict === 'priority'
      ? firstThatApply(run, groups)
      : isSmall
        ? bestOfAll(run, groups)
        : bestByClusters(run, groups, clusters);
  const fates = explainLosers(
    run,
    groups,
    chosen,
    clusters.map((cluster) => cluster.groups),
  );
  attempt(run, groups, chosen);
  for (const [outcome, fate] of fates) {
    outcome.verdict = fate.verdict;
    outcome.missing = fate.missing;
    outcome.lostTo = fate.lostTo;
  }
}
