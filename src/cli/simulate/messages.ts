import type { Language } from '../../contracts/local-text.ts';
import type { Problem } from '../../contracts/problem.ts';
import type { Program } from '../../contracts/program.ts';
import type { Range } from './line-ranges.ts';
import type { Tally } from './tally.ts';

/** What a worker is started with. Programs have passed validation; the second one is `--against`. */
export type WorkerStart = {
  readonly file: string;
  readonly programs: readonly Program[];
  /** Of what is said about refused lines. */
  readonly language: Language;
};

/** A line that could not be used; `line` counts from 1, inside its range until all ranges are known. */
export type RefusedLine = { readonly line: number; readonly problem: Problem };

/** Answer to one `Range`: a tally for each program. */
export type RangeDone = {
  readonly range: number;
  readonly lines: number;
  readonly tallies: readonly Tally[];
  readonly refused: readonly RefusedLine[];
  readonly refusedCount: number;
};

/** `too-large`: sums are no longer exact. */
export type WorkerAnswer = RangeDone | { readonly failed: 'too-large' };
export type WorkerTask = Range;
