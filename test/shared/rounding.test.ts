import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRatios, divide, multiplyDivide, multiplyTwiceDivide } from '../../src/shared/rounding.ts';
import { propertySettings } from '../support/property-runs.ts';

const large = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const positive = fc.integer({ min: 1, max: 1_000_000_000 });

describe('exact division', () => {
  it.each([
    [5, 2, 'floor', 2],
    [5, 2, 'half-up', 3],
    [5, 2, 'half-even', 2],
    [7, 2, 'half-even', 4],
    [9, 4, 'half-up', 2],
    [11, 4, 'half-up', 3],
    [0, 7, 'half-up', 0],
    [Number.MAX_SAFE_INTEGER, 1, 'floor', Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, 2, 'half-up', 4_503_599_627_370_496],
  ] as const)('%i / %i by %s is %i', (a, b, rounding, expected) => {
    expect(divide(a, b, rounding)).toBe(expected);
  });

  it('of products agrees with whole-number arithmetic of any size', () => {
    fc.assert(
      fc.property(large, positive, positive, (a, b, c) => {
        const product = BigInt(a) * BigInt(b);
        const down = product / BigInt(c);
        fc.pre(down < BigInt(Number.MAX_SAFE_INTEGER));
        expect(multiplyDivide(a, b, c, 'floor')).toBe(Number(down));
        const half = (product * 2n + BigInt(c)) / (BigInt(c) * 2n);
        expect(multiplyDivide(a, b, c, 'half-up')).toBe(Number(half));
        expect(multiplyTwiceDivide(a, b, 1, c, 'half-up')).toBe(Number(half));
      }),
      propertySettings(),
    );
  });

  it('compares fractions exactly', () => {
    fc.assert(
      fc.property(large, positive, large, positive, (a, b, c, d) => {
        const difference = BigInt(a) * BigInt(d) - BigInt(c) * BigInt(b);
        expect(Math.sign(compareRatios(a, b, c, d))).toBe(difference > 0n ? 1 : difference < 0n ? -1 : 0);
      }),
      propertySettings(),
    );
  });
});
