import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import type { Asked } from '../../support/naive-engine/conditions.ts';
import { naiveQuote } from '../../support/naive-engine/naive-quote.ts';
import { propertySettings } from '../../support/property-runs.ts';
import { contexts, payers, programsAsking, receiptsBringing } from '../../support/random-conditions.ts';
import { members, programs, receipts } from '../../support/random-loyalty.ts';

const everything = quoteContextSchema.parse({ explain: 'all' });

type Comparable = {
  readonly lines: readonly object[];
  readonly points: number;
  readonly outcomes: Readonly<Record<string, unknown>>;
  readonly coupons: readonly object[];
  readonly clubs: readonly object[];
  readonly given: readonly object[];
  readonly used: Readonly<Record<string, string>>;
};

const sorted = (entries: Iterable<readonly [string, number]>): (readonly [string, number])[] =>
  [...entries].filter(([, value]) => value > 0).sort(([a], [b]) => (a < b ? -1 : 1));

/** The real engine's quote, as far as both engines speak of it. */
function real({ program, payer, receipt, context }: Asked): Comparable {
  const result = quote(compileProgram(program), payer, receipt, context);
  return {
    lines: result.lines.map((line) => ({
      net: line.net,
      paid: line.paidWithPoints,
      off: sorted(line.discounts.map(({ promotion, amount }) => [promotion, amount] as const)),
      earned: sorted(Object.entries(line.earned)),
    })),
    points: result.redeem?.points ?? 0,
    outcomes: Object.fromEntries([
      ...result.applied.map(({ promotion }) => [promotion, 'applied']),
      ...result.rejected.map(({ promotion, reason, missing }) => [
        promotion,
        `${reason} ${missing?.amount ?? missing?.quantity ?? 0}`,
      ]),
    ]),
    coupons: result.coupons.map(({ promotion, series, validUntil }) => ({ promotion, series, validUntil })),
    clubs: result.clubs,
    given: result.givenCoupons ?? [],
    used: Object.fromEntries(
      result.applied.flatMap(({ promotion, coupon }) => (coupon === undefined ? [] : [[promotion, coupon]])),
    ),
  };
}

/** The naive engine's, in the same words; a promotion it does not look at touches nothing. */
function naive(asked: Asked): Comparable {
  const { lines, points, outcomes, coupons, clubs, given, used } = naiveQuote(asked);
  const found = new Map(
    outcomes.map(({ id, verdict }) => [
      id,
      verdict.applied ? 'applied' : `${verdict.reason} ${verdict.missing ?? 0}`,
    ]),
  );
  return {
    lines: lines.map((line) => ({
      net: line.left,
      paid: line.paid,
      off: sorted(line.off),
      earned: sorted(line.earned),
    })),
    points,
    outcomes: Object.fromEntries(
      asked.program.promotions.map(({ id }) => [id, found.get(id) ?? 'no-matching-line 0']),
    ),
    coupons,
    clubs,
    given,
    used,
  };
}

describe('the engine and a naive one written from the same text', () => {
  it('give the same quote on random programs and carts', () => {
    fc.assert(
      fc.property(programs, members, receipts, (program, payer, receipt) => {
        const asked = { program, payer, receipt, context: everything };
        expect(real(asked)).toEqual(naive(asked));
      }),
      propertySettings(),
    );
  });

  it('give the same to guests, members and gift cards, with coupons, clubs and choices', () => {
    fc.assert(
      fc.property(programsAsking, payers, receiptsBringing, contexts, (program, payer, receipt, context) => {
        const asked = { program, payer, receipt, context };
        expect(real(asked)).toEqual(naive(asked));
      }),
      propertySettings(),
    );
  });
});
