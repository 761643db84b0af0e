import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import type { Sentence } from '../../../contracts/sentence.ts';
import type { ProgramIssue } from '../issue.ts';

/**
 * One rule about a valid program: things it may say but a manager hardly means. `never`: promotions that can do nothing,
 * which do nothing together with others either.
 */
export type WarningRule = (program: Program, never: NeverApplying) => ProgramIssue[];

/** Path of a promotion in the document, or of a field of it. */
export const promotionPath = (index: number, field = ''): string => `promotions[${index}]${field}`;

/** Why something is so, and which field of the promotion says it. */
export type Cause = { readonly field: string; readonly why: Sentence };

/** Promotions that can never do anything, and why. */
export type NeverApplying = ReadonlyMap<Promotion, Cause>;

export const cause = (field: string, en: string, ru: string): Cause => ({ field, why: { en, ru } });

/** A promotion and where it stands in the document. */
export type Placed = { readonly promotion: Promotion; readonly index: number };

export const placed = (program: Program): Placed[] =>
  program.promotions.map((promotion, index) => ({ promotion, index }));

/** Those that can do something. */
export const placedWithout = (program: Program, never: NeverApplying): Placed[] =>
  placed(program).filter(({ promotion }) => !never.has(promotion));

/**
 * Most pairs of promotions one rule compares: a program of thousands of exclusive ones is checked as far as that goes,
 * so that publishing takes no minutes.
 */
export const MOST_PAIRS = 3_000_000;
