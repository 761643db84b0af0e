import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cashSuggestions } from '../../../../src/renderer/cashier/pay/cash-suggestions.ts';

it.each([
  [76226, [80000, 100000, 200000, 500000]],
  [100000, [200000, 500000]],
  [1, [10000, 50000, 100000, 200000]],
  [499999, [500000, 600000]],
])('suggests for %i kopecks the sums %j', (net, sums) => {
  expect(cashSuggestions(net)).toEqual(sums);
});

it('suggests only sums that pay the receipt, each once, rising', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (net) => {
      const sums = cashSuggestions(net);
      expect(sums.length).toBeLessThanOrEqual(4);
      for (const [index, sum] of sums.entries()) expect(sum).toBeGreaterThan(sums[index - 1] ?? net);
    }),
  );
});
