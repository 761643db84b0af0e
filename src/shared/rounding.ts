// Exact division of products of integers. Every division names its rounding; nothing passes through an inexact float:
// products beyond 2^53 are taken by BigInt.

/** How a quotient becomes an integer. */
export type Rounding = 'floor' | 'half-up' | 'half-even';

function divideWide(numerator: bigint, denominator: bigint, rounding: Rounding): number {
  let quotient = numerator / denominator;
  let rest = numerator % denominator;
  if (rest < 0n) {
    quotient -= 1n;
    rest += denominator;
  }
  if (rounding === 'floor' || rest === 0n) return Number(quotient);
  const twice = rest * 2n;
  if (twice > denominator) return Number(quotient + 1n);
  if (twice < denominator) return Number(quotient);
  return Number(rounding === 'half-up' || quotient % 2n !== 0n ? quotient + 1n : quotient);
}

/** `numerator / denominator` as an integer; both are safe integers, the denominator above zero. */
export function divide(numerator: number, denominator: number, rounding: Rounding): number {
  let quotient = Math.floor(numerator / denominator);
  let rest = numerator - quotient * denominator;
  // A quotient near 2^53 may come out one too large or small; the rest, exact here, says so.
  if (rest < 0) {
    quotient -= 1;
    rest += denominator;
  } else if (rest >= denominator) {
    quotient += 1;
    rest -= denominator;
  }
  if (rounding === 'floor' || rest === 0) return quotient;
  const over = rest - (denominator - rest);
  if (over > 0) return quotient + 1;
  if (over < 0) return quotient;
  return rounding === 'half-up' || quotient % 2 !== 0 ? quotient + 1 : quotient;
}

/** `a * b / c` as an integer, exact for any safe integers with `c` above zero. */
export function multiplyDivide(a: number, b: number, c: number, rounding: Rounding): number {
  const product = a * b;
  return Number.isSafeInteger(product)
    ? divide(product, c, rounding)
    : divideWide(BigInt(a) * BigInt(b), BigInt(c), rounding);
}

/** `a * b * c / d` as an integer, exact for any safe integers with `d` above zero. */
export function multiplyTwiceDivide(a: number, b: number, c: number, d: number, rounding: Rounding): number {
  const product = a * b * c;
  return Number.isSafeInteger(product) && Number.isSafeInteger(a * b)
    ? divide(product, d, rounding)
    : divideWide(BigInt(a) * BigInt(b) * BigInt(c), BigInt(d), rounding);
}

/** Division of integers of any size. */
export const divideBig = divideWide;

/** Sign of `a / b - c / d`, exact; all are safe integers, `b` and `d` above zero. */
export function compareRatios(a: number, b: number, c: number, d: number): number {
  const left = a * d;
  const right = c * b;
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return left - right;
  const difference = BigInt(a) * BigInt(d) - BigInt(c) * BigInt(b);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}
