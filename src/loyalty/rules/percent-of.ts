import { WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { multiplyDivide } from '../../shared/rounding.ts';

const HALF = WHOLE_BASIS_POINTS / 2;
const MAX_EXACT_AMOUNT = 100_000_000_000;

/**
 * A percent of an amount in minor units, rounded half up. Up to that amount the product is so far below 2^53 that a
 * quotient of ten thousand cannot come out on the wrong side of a whole number.
 */
export const percentOf = (amountMinor: number, basisPoints: number): number =>
  amountMinor <= MAX_EXACT_AMOUNT
    ? Math.floor((amountMinor * basisPoints + HALF) / WHOLE_BASIS_POINTS)
    : multiplyDivide(amountMinor, basisPoints, WHOLE_BASIS_POINTS, 'half-up');
