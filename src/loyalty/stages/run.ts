import type { Cart } from '../cart/cart.ts';
import { APPLIED } from '../cart/verdict.ts';
import type { CompiledProgram, CompiledPromotion } from '../program/compiled.ts';
import type { Facts } from '../program/facts.ts';

/** Nothing is known about the promotion yet. */
export const PENDING = -1;

/** What became of one promotion in this receipt. */
export type Outcome = {
  readonly promotion: CompiledPromotion;
  /** `PENDING`, 0 for applied, or a reason number (program/reason.ts). */
  verdict: number;
  /** How much more is needed, minor units or units, when the reason is a basket. */
  missing: number;
  /** Order number of the promotion of its group that was taken instead. */
  lostTo: number;
  /** Was the basket asked, and did it hold? */
  basket: 'not-asked' | 'holds' | 'fails';
  /** Points earned through it, by position of the wallet. */
  readonly points: number[];
  /** Did it earn any? */
  earned: boolean;
};

/** Outcomes of a program's promotions by order number, made at first use and used again by every quote. */
export type OutcomePool = (Outcome | undefined)[];

export const createOutcome = (promotion: CompiledPromotion): Outcome => ({
  promotion,
  verdict: PENDING,
  missing: 0,
  lostTo: -1,
  basket: 'not-asked',
  points: [],
  earned: false,
});

export function resetOutcome(outcome: Outcome): void {
  outcome.verdict = PENDING;
  outcome.missing = 0;
  outcome.basket = 'not-asked';
  if (outcome.earned) {
    outcome.points.fill(0);
    outcome.earned = false;
  }
}

/** Adds the verdict of one more effect: applied wins, else the reason that tells most. */
export function addVerdict(outcome: Outcome, verdict: number, missing: number): void {
  if (outcome.verdict === APPLIED) return;
  if (verdict === APPLIED || verdict > outcome.verdict) {
    outcome.verdict = verdict;
    outcome.missing = missing;
  }
}

/** A reward that was chosen: paid for with points when it did something. */
export type RewardOutcome = {
  readonly id: string;
  readonly source: number;
  readonly wallet: number;
  readonly cost: number;
  verdict: number;
  missing: number;
};

/** Points by where they come from. */
export type Earning = {
  readonly source: 'tier' | 'choice' | 'promotion';
  readonly id: string;
  readonly wallet: number;
  readonly points: number;
};

export type Redemption = { wallet: number; asked: number; points: number; max: number };

/** The first `count` of `items`; the others are left over from larger quotes. */
export type OutcomeList = { count: number; readonly items: Outcome[] };

export const outcomesIn = ({ count, items }: OutcomeList): readonly Outcome[] => items.slice(0, count);

/** Entrants by what they have to do, each list in their order: most promotions have one thing to do. */
export type Turns = {
  readonly line: OutcomeList;
  readonly receipt: OutcomeList;
  /** They lower no price. */
  readonly gives: OutcomeList;
  readonly earn: OutcomeList;
  /** They hand something out or say something when they apply. */
  readonly speaks: OutcomeList;
};

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
  readonly outcomes: OutcomePool;
  readonly rewards: RewardOutcome[];
  /** Stamps that full cards used up here, by position of the card. */
  readonly stampsUsed: number[];
  /** Units by line that a full card gave away, by position of the card. */
  readonly unitsGiven: Map<number, readonly number[]>;
  readonly earnings: Earning[];
  redemption: Redemption | null;
};
