import type { Receipt } from '../../src/contracts/receipt.ts';

/** What an engine says of one cart. The arrays may be scratch of the engine: read them before its next cart. */
export type Answer = {
  /** Sum of all discounts, minor units. */
  discountMinor: number;
  /** Discount of each line, minor units. */
  readonly lineDiscountsMinor: ArrayLike<number>;
  /** Points of the whole cart; null when the engine cannot count them. */
  points: number | null;
};

/** One engine under measurement, made ready for one program and member. */
export type BenchEngine = {
  /** How the table names it. */
  readonly name: string;
  /** Package and version, or the file of a hand-written one. */
  readonly source: string;
  /** What it leaves out, for the reader of the table. */
  readonly note: string;
  /** Largest difference of a line from Kopilka's discount, minor units: above 0 only where a peer does not round. */
  readonly toleranceMinor: number;
  readonly quote: (cart: Receipt) => Answer | Promise<Answer>;
};

/** Makes an engine ready; null when its package is not installed here. */
export type EngineFactory = (workload: Workload) => BenchEngine | null | Promise<BenchEngine | null>;

export type Workload = {
  readonly program: import('../../src/contracts/program.ts').Program;
  readonly member: import('../../src/contracts/member.ts').Member;
};
