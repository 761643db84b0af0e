import * as fromPercent from '../../shared/percent.ts';
import * as fromRounding from '../../shared/rounding.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { WHOLE_BASIS_POINTS } = fromPercent;
const { multiplyDivide } = fromRounding;

const WHOLE: number = WHOLE_BASIS_POINTS;
const HALF = WHOLE / 2;
const MAX_EXACT_AMOUNT = 100_000_000_000;

/**
 * A percent of an amount in minor units, rounded half up. Up to that amount the product is so far below 2^53 that a
 * quotient of ten thousand cannot come out on the wrong side of a whole number.
 */
export const percentOf = (amountMinor: number, basisPoints: number): number =>
  amountMinor <= MAX_EXACT_AMOUNT
    ? Math.floor((amountMinor * basisPoints + HALF) / WHOLE)
    : multiplyDivide(amountMinor, basisPoints, WHOLE_BASIS_POINTS, 'half-up');
