import { resetCart } from '../cart/cart.ts';
import { APPLIED } from '../cart/verdict.ts';
import { asksWhatIsLeft, holds } from './basket.ts';
import { evaluate } from './evaluate.ts';
import type { Outcome } from './outcomes.ts';
import type { Run } from './run.ts';
import { fillTurns } from './turns.ts';

// Trying a choice: the receipt is evaluated with one promotion of each contested group.

/** A receipt whose groups are being decided. */
export type Trial = {
  readonly run: Run;
  /** Promotions that want the same group, by group, in their order. */
  readonly groups: readonly (readonly Outcome[])[];
  /** The entrants that no other one contests. */
  readonly free: readonly Outcome[];
  /** Scratch: who takes part, in order. */
  readonly active: Outcome[];
};

/** How good a choice is: what the customer saves, then how many of those chosen did something. */
export type Score = { readonly saving: number; readonly applied: number };

export const noScore: Score = { saving: Number.NEGATIVE_INFINITY, applied: 0 };

export const isBetter = (a: Score, b: Score): boolean =>
  a.saving > b.saving || (a.saving === b.saving && a.applied > b.applied);

/**
 * Entrants that share a group with another one, by group, in their order. Those whose basket fails whatever others take
 * never apply, so they contest nothing and are left among the others, to say why.
 */
export function rivals(run: Run): Outcome[][] {
  const groups = new Map<number, Outcome[]>();
  for (const outcome of run.entrants) {
    const { group, laterBaskets, order } = outcome.promotion;
    if (group < 0) continue;
    if (!laterBaskets.every((basket) => asksWhatIsLeft(basket) || holds(run, basket, order))) continue;
    const list = groups.get(group);
    if (list === undefined) groups.set(group, [outcome]);
    else list.push(outcome);
  }
  return [...groups.values()].filter((list) => list.length > 1);
}

export function createTrial(run: Run, groups: readonly (readonly Outcome[])[]): Trial {
  const contested = new Set(groups.flat());
  return { run, groups, free: run.entrants.filter((outcome) => !contested.has(outcome)), active: [] };
}

/** Puts the receipt back to its shelf amounts, with these contested promotions and all free ones about to take turns. */
export function startOver({ run, free, active }: Trial, contested: Iterable<Outcome>): void {
  active.length = 0;
  active.push(...free, ...contested);
  active.sort((a, b) => a.promotion.order - b.promotion.order);
  for (const outcome of active) outcome.reset();
  fillTurns(run.turns, active);
  resetCart(run.cart);
}

/** Those who take part that have this turn (program/compiled.ts), in their order. */
export const havingTurn = ({ active }: Trial, turn: number): readonly Outcome[] =>
  active.filter(({ promotion }) => (promotion.duties & turn) !== 0);

/** Evaluates the receipt with one promotion of each group. */
export function attempt(trial: Trial, chosen: readonly Outcome[]): void {
  startOver(trial, chosen);
  evaluate(trial.run);
}

/** What a customer saves, in ten-thousandths of a minor unit: discounts, and points at their wallet's value. */
export function savingOf(run: Run): number {
  const { points } = run;
  let saving = 0;
  for (const line of run.cart.lines) saving += line.gross - line.beforePoints;
  saving *= 10_000;
  run.program.wallets.forEach((wallet, i) => {
    saving += (points[i] ?? 0) * wallet.value * (10_000 / wallet.units);
  });
  return saving;
}

export const appliedAmong = (chosen: readonly Outcome[]): number =>
  chosen.reduce((count, { verdict }) => count + (verdict === APPLIED ? 1 : 0), 0);

/** Tries a choice of all groups and says how good it is. */
export function scoreOf(trial: Trial, chosen: readonly Outcome[]): Score {
  attempt(trial, chosen);
  return { saving: savingOf(trial.run), applied: appliedAmong(chosen) };
}

/** All ways to take one promotion of each group, those with earlier promotions first. */
export function* combinations(groups: readonly (readonly Outcome[])[]): Generator<Outcome[]> {
  const [first, ...others] = groups;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const outcome of first) for (const rest of combinations(others)) yield [outcome, ...rest];
}

export const combinationsOf = (groups: readonly (readonly Outcome[])[]): number =>
  groups.reduce((product, group) => product * group.length, 1);

/** What a run of trials may cost: evaluations, each counted by its lines; a till must not wait for it. */
export type Budget = { left: number };

/** Each evaluation counts as so many lines more than it has. */
const LINES_OF_A_TRIAL = 10;

export const costOf = ({ run }: Trial, trials: number): number =>
  trials * (run.cart.lines.length + LINES_OF_A_TRIAL);
