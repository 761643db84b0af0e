import fc from 'fast-check';
import { expect, it } from 'vitest';
import { programSchema } from '../../../src/contracts/program.ts';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import { naiveQuote } from '../../support/naive-engine/naive-quote.ts';
import { propertySettings } from '../../support/property-runs.ts';
import { receiptOf } from '../../support/random-loyalty.ts';

const goods = fc.subarray(['a', 'b', 'c'], { minLength: 1 });
const items = fc.array(fc.record({ of: goods, quantity: fc.integer({ min: 1, max: 2 }) }), {
  minLength: 1,
  maxLength: 3,
});
/** Worth about 100 a unit, rarely a whole number of minor units. */
const line = fc
  .record({
    category: fc.constantFrom('a', 'b', 'c'),
    quantity: fc.integer({ min: 1, max: 7 }),
    over: fc.integer({ min: -9, max: 9 }),
  })
  .map(({ category, quantity, over }) => ({
    sku: 's1',
    category,
    quantity,
    price: 100,
    amount: 100 * quantity + over,
  }));

// Sets that save next to nothing: where to stop is decided by fractions of a minor unit.
it('a bundle takes the sets that plain counting finds, whatever the fractions of units are worth', () => {
  fc.assert(
    fc.property(
      items,
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: -2, max: 2 }),
      (parts, lines, near) => {
        const units = parts.reduce((sum, { quantity }) => sum + quantity, 0);
        const program = programSchema.parse({
          schema: 1,
          id: 'sets',
          currency: 'RUB',
          timezone: 'UTC',
          promotions: [
            {
              id: 'set',
              name: { ru: 'Набор' },
              then: [
                {
                  type: 'bundle',
                  items: parts.map(({ of, quantity }) => ({ of: { category: of }, quantity })),
                  price: 100 * units + near,
                },
              ],
            },
          ],
        });
        const receipt = receiptOf(lines);
        const context = quoteContextSchema.parse({});
        const real = quote(compileProgram(program), null, receipt, context);
        const naive = naiveQuote({ program, payer: null, receipt, context });
        expect(real.lines.map(({ net }) => net)).toEqual(naive.lines.map(({ left }) => left));
      },
    ),
    propertySettings(),
  );
});
