import * as fromVerdict from '../cart/verdict.ts';
import type { CompiledProgram, CompiledPromotion } from '../program/compiled.ts';
import * as fromCompiled from '../program/compiled.ts';
import type { OrderList } from './order-list.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { APPLIED } = fromVerdict;
const { EARN_TURN } = fromCompiled;

/** Nothing is known about the promotion yet. */
export const PENDING = -1;

/** Was the basket asked, and did it hold? */
export const NOT_ASKED = 0;
export const HOLDS = 1;
export const FAILS = 2;

/**
 * What became of promotions in the receipt at hand, by order number. A quote touches hundreds of promotions: numbers side
 * by side in memory are read far sooner than as many objects.
 */
export type Outcomes = {
  /** `PENDING`, 0 for applied, or a reason number (program/reason.ts). */
  readonly verdict: Int8Array;
  /** How much more is needed, minor units or units; good when the verdict is a basket. */
  readonly missing: number[];
  /** Order number of the promotion of its group that was taken instead; good when the verdict is `LOST_TO`. */
  readonly lostTo: Int32Array;
  /** `NOT_ASKED`, `HOLDS` or `FAILS`. */
  readonly basket: Uint8Array;
  /** Points earned through it in wallet w, at order × wallets + w; good when it has an earning turn. */
  readonly points: number[];
  readonly wallets: number;
};

/** Scratch of every program, used again by each of its quotes. */
const known = new WeakMap<CompiledProgram, Outcomes>();

export function outcomesOf(program: CompiledProgram): Outcomes {
  const found = known.get(program);
  if (found !== undefined) return found;
  const { length: count } = program.promotions;
  const wallets = program.wallets.length;
  const created: Outcomes = {
    verdict: new Int8Array(count),
    missing: Array.from({ length: count }, () => 0),
    lostTo: new Int32Array(count),
    basket: new Uint8Array(count),
    points: Array.from({ length: count * wallets }, () => 0),
    wallets,
  };
  known.set(program, created);
  return created;
}

/** Back to before any turn. */
export function resetOutcomeAt(outcomes: Outcomes, order: number, duties: number): void {
  outcomes.verdict[order] = PENDING;
  outcomes.basket[order] = NOT_ASKED;
  if ((duties & EARN_TURN) === 0) return;
  const { wallets, points } = outcomes;
  for (let wallet = 0; wallet < wallets; wallet += 1) points[order * wallets + wallet] = 0;
}

/** Takes back the points of these promotions, in all wallets. */
export function clearPoints({ wallets, points }: Outcomes, { count, orders }: OrderList): void {
  for (let i = 0; i < count; i += 1) {
    const first = (orders[i] as number) * wallets;
    for (let at = first; at < first + wallets; at += 1) points[at] = 0;
  }
}

/** Adds the verdict of one more effect: applied wins, else the reason that tells most. Is it the one now? */
export function addVerdict(outcomes: Outcomes, order: number, verdict: number, missing: number): boolean {
  const before = outcomes.verdict[order] as number;
  if (before === APPLIED || (verdict !== APPLIED && verdict <= before)) return false;
  outcomes.verdict[order] = verdict;
  outcomes.missing[order] = missing;
  return true;
}

/**
 * The outcome of one promotion as an object, for the choice among a few that share a group: what is read and written is
 * in `Outcomes`.
 */
export class Outcome {
  readonly promotion: CompiledPromotion;
  readonly #outcomes: Outcomes;

  constructor(outcomes: Outcomes, promotion: CompiledPromotion) {
    this.#outcomes = outcomes;
    this.promotion = promotion;
  }

  get verdict(): number {
    return this.#outcomes.verdict[this.promotion.order] as number;
  }
  set verdict(verdict: number) {
    this.#outcomes.verdict[this.promotion.order] = verdict;
  }
  get missing(): number {
    return this.#outcomes.missing[this.promotion.order] as number;
  }
  set missing(missing: number) {
    this.#outcomes.missing[this.promotion.order] = missing;
  }
  get lostTo(): number {
    return this.#outcomes.lostTo[this.promotion.order] as number;
  }
  set lostTo(winner: number) {
    this.#outcomes.lostTo[this.promotion.order] = winner;
  }

  addVerdict(verdict: number, missing: number): void {
    addVerdict(this.#outcomes, this.promotion.order, verdict, missing);
  }

  /** Back to before any turn. */
  reset(): void {
    resetOutcomeAt(this.#outcomes, this.promotion.order, this.promotion.duties);
  }
}
