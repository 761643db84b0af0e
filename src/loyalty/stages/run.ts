import type { Quote } from '../../contracts/quote.ts';
import type { Cart } from '../cart/cart.ts';
import type { CompiledProgram } from '../program/compiled.ts';
import type { Facts } from '../program/facts.ts';
import type { Outcome, Outcomes } from './outcomes.ts';
import type { Turns } from './turns.ts';

/** A reward that was chosen: paid for with points when it did something. */
export type RewardOutcome = {
  readonly id: string;
  readonly source: number;
  readonly wallet: number;
  readonly cost: number;
  /** What it took off this time: a reward may be chosen more than once. */
  amountMinor: number;
  verdict: number;
  missing: number;
};

export type Redemption = { wallet: number; asked: number; points: number; max: number };

/**
 * The state of one quote. `entrants` have met every condition that no other promotion can change, in their order; they
 * are listed only for programs with groups.
 */
export type Run = {
  readonly program: CompiledProgram;
  readonly cart: Cart;
  readonly facts: Facts;
  readonly entrants: readonly Outcome[];
  readonly turns: Turns;
  readonly outcomes: Outcomes;
  readonly rewards: RewardOutcome[];
  /** Stamps that full cards used up here, by position of the card. */
  readonly stampsUsed: number[];
  /** Units by line that a full card gave away, by position of the card. */
  readonly unitsGiven: Map<number, readonly number[]>;
  /** Points by where they come from, as the quote tells them, and their sums by position of the wallet. */
  readonly earnings: Quote['earnings'];
  readonly points: number[];
  redemption: Redemption | null;
};
