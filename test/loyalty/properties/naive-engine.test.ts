import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member } from '../../../src/contracts/member.ts';
import type { Program } from '../../../src/contracts/program.ts';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import { naiveQuote } from '../../support/naive-engine/naive-quote.ts';
import { propertySettings } from '../../support/property-runs.ts';
import { members, programs, receipts } from '../../support/random-loyalty.ts';

const context = quoteContextSchema.parse({ explain: 'all' });

type Comparable = {
  readonly lines: readonly object[];
  readonly points: number;
  readonly outcomes: Readonly<Record<string, unknown>>;
};

const sorted = (entries: Iterable<readonly [string, number]>): (readonly [string, number])[] =>
  [...entries].filter(([, value]) => value > 0).sort(([a], [b]) => (a < b ? -1 : 1));

/** The real engine's quote, as far as both engines speak of it. */
function real(program: Program, member: Member | null, receipt: Receipt): Comparable {
  const result = quote(compileProgram(program), member, receipt, context);
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
  };
}

/** The naive engine's, in the same words; a promotion it does not look at touches nothing. */
function naive(program: Program, member: Member | null, receipt: Receipt): Comparable {
  const result = naiveQuote(program, member, receipt);
  const found = new Map(
    result.outcomes.map(({ id, verdict }) => [
      id,
      verdict.applied ? 'applied' : `${verdict.reason} ${verdict.missing ?? 0}`,
    ]),
  );
  return {
    lines: result.lines.map((line) => ({
      net: line.left,
      paid: line.paid,
      off: sorted(line.off),
      earned: sorted(line.earned),
    })),
    points: result.points,
    outcomes: Object.fromEntries(
      program.promotions.map(({ id }) => [id, found.get(id) ?? 'no-matching-line 0']),
    ),
  };
}

describe('the engine and a naive one written from the same text', () => {
  it('give the same quote on random programs and carts', () => {
    fc.assert(
      fc.property(programs, members, receipts, (program, member, receipt) => {
        expect(real(program, member, receipt)).toEqual(naive(program, member, receipt));
      }),
      propertySettings(),
    );
  });
});
