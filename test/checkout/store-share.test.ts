import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOf } from '../../src/checkout/store-share.ts';

const none = { received: 0, given: 0 };

describe('the part of a till in what its store may take', () => {
  it('is everything where the till shares nothing', () => {
    expect(shareOf(null, 300, none)).toBe(300);
  });

  it.each([
    [0, 4],
    [1, 3],
    [2, 3],
  ])('gives the odd point to the first till: till %i of 3 gets %i of 10', (index, expected) => {
    expect(shareOf({ index, tills: 3 }, 10, none)).toBe(expected);
  });

  it('grows by what others gave and shrinks by what it gave', () => {
    expect(shareOf({ index: 0, tills: 2 }, 100, { received: 50, given: 0 })).toBe(100);
    expect(shareOf({ index: 1, tills: 2 }, 100, { received: 0, given: 50 })).toBe(0);
  });

  it('sums to the whole over all tills', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 40 }), (points, tills) => {
        let sum = 0;
        for (let index = 0; index < tills; index += 1) sum += shareOf({ index, tills }, points, none);
        expect(sum).toBe(points);
      }),
    );
  });
});
