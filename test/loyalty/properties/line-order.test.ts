import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Member } from '../../../src/contracts/member.ts';
import type { Program } from '../../../src/contracts/program.ts';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import { naiveQuote } from '../../support/naive-engine/naive-quote.ts';
import { watchingTies } from '../../support/naive-engine/ties.ts';
import { propertySettings } from '../../support/property-runs.ts';
import { lines, members, programs, receiptOf } from '../../support/random-loyalty.ts';

const context = quoteContextSchema.parse({ explain: 'all' });

/** Carts of goods at different prices, and the same lines in another order. */
const carts = fc
  .uniqueArray(lines, { minLength: 2, maxLength: 5, selector: ({ price }) => price })
  .chain((list) =>
    fc.record({
      receipt: fc.constantFrom(null, { wallet: 'main', max: true }).map((redeem) => receiptOf(list, redeem)),
      order: fc.shuffledSubarray(
        list.map((_, i) => i),
        { minLength: list.length },
      ),
    }),
  );

/** All figures of a quote, lines by their id. */
function figures(program: Program, member: Member | null, receipt: Receipt): object {
  const {
    lines: quoted,
    totals,
    redeem,
    applied,
    rejected,
  } = quote(compileProgram(program), member, receipt, context);
  return {
    lines: Object.fromEntries(quoted.map((line) => [line.id, line])),
    totals,
    redeem,
    applied,
    rejected,
  };
}

it('lines in another order get the same figures, unless two of them tie', () => {
  let compared = 0;
  let met = 0;
  fc.assert(
    fc.property(programs, members, carts, (program, member, { receipt, order }) => {
      met += 1;
      const { hasTie } = watchingTies(() => naiveQuote({ program, payer: member, receipt, context }));
      if (hasTie) return;
      compared += 1;
      const other = { ...receipt, lines: order.map((i) => receipt.lines[i] as Receipt['lines'][number]) };
      expect(figures(program, member, other)).toEqual(figures(program, member, receipt));
    }),
    propertySettings(),
  );
  // Ties are common among random carts, but not most of them.
  expect(compared).toBeGreaterThan(met / 3);
});
