import { divideBig } from '../../shared/rounding.ts';

/** An exact fraction; the denominator is above zero. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

/** Sign of `a - b`. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** Rounded half-up to an integer. */
export const roundFraction = ({ numerator, denominator }: Fraction): number =>
  divideBig(numerator, denominator, 'half-up');

/**
 * A sum of `a * b / c`. Parts of one denominator are summed before a common one is made, so that it does not grow with
 * the parts; plain numbers as long as they are exact.
 */
export type FractionSum = { readonly plain: Map<number, number>; readonly wide: Map<number, bigint> };

export const createFractionSum = (): FractionSum => ({ plain: new Map(), wide: new Map() });

export function addPart({ plain, wide }: FractionSum, a: number, b: number, denominator: number): void {
  const sum = (plain.get(denominator) ?? 0) + a * b;
  if (Number.isSafeInteger(sum)) plain.set(denominator, sum);
  else wide.set(denominator, (wide.get(denominator) ?? 0n) + BigInt(a) * BigInt(b));
}

export function totalOf({ plain, wide }: FractionSum): Fraction {
  let [numerator, denominator] = [0n, 1n];
  const add = (part: bigint, units: number): void => {
    const own = BigInt(units);
    const common = (denominator / commonDivisor(denominator, own)) * own;
    numerator = numerator * (common / denominator) + part * (common / own);
    denominator = common;
  };
  for (const [units, sum] of plain) add(BigInt(sum), units);
  for (const [units, sum] of wide) add(sum, units);
  return { numerator, denominator };
}

/** The greatest common divisor; both above zero. */
function commonDivisor(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b];
  while (other !== 0n) [one, other] = [other, one % other];
  return one;
}
