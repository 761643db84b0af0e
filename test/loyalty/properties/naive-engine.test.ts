import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import { createTally, featuresOf } from '../../support/features-met.ts';
import type { Asked } from '../../support/naive-engine/asked.ts';
import { comparable, naivelyComparable } from '../../support/naive-engine/comparable.ts';
import { propertySettings } from '../../support/property-runs.ts';
import { contexts, payers, programsAsking, receiptsBringing } from '../../support/random-conditions.ts';
import { dearOnes } from '../../support/random-dear.ts';
import { members, programs, receipts } from '../../support/random-loyalty.ts';
import { allowances, climbers, programsOfShops, receiptsOfShops } from '../../support/random-shops.ts';

const everything = quoteContextSchema.parse({ explain: 'all' });

/** Both engines say the same of every draw, and the draws met every one of the wanted features. */
function bothAgree(draws: fc.Arbitrary<Asked>, wanted: readonly string[]): void {
  const tally = createTally();
  fc.assert(
    fc.property(draws, (asked) => {
      const real = quote(compileProgram(asked.program), asked.payer, asked.receipt, asked.context);
      tally.add(featuresOf(asked, real));
      expect(comparable(real)).toEqual(naivelyComparable(asked));
    }),
    propertySettings(),
  );
  if (process.env.KOPILKA_SHOW_FEATURES !== undefined) console.log(tally.counts());
  expect(tally.missing(wanted)).toEqual([]);
}

const lowering = ['percentOff', 'amountOff', 'fixedPrice', 'buyGet', 'bundle', 'unitsOff', 'ladder', 'gift'];
const does = (types: readonly string[]): string[] => types.map((type) => `does ${type}`);
const holds = (names: readonly string[]): string[] => names.map((name) => `holds ${name}`);
const says = (reasons: readonly string[]): string[] => reasons.map((reason) => `says ${reason}`);

describe('the engine and a naive one written from the same text', () => {
  it('give the same quote on random programs and carts', () => {
    const draws = { program: programs, payer: members, receipt: receipts, context: fc.constant(everything) };
    bothAgree(fc.record(draws), [
      ...does([...lowering, 'points']),
      ...says(['basket-amount', 'basket-quantity', 'lost-to', 'exclusive', 'nothing-left', 'not-a-member']),
      ...says(['weighed-goods', 'nothing-to-earn']),
      ...holds(['basket', 'perReceipt']),
      'paid with points',
    ]);
  });

  it('give the same to guests, members and gift cards, with coupons, clubs and choices', () => {
    const draws = { program: programsAsking, payer: payers, receipt: receiptsBringing, context: contexts };
    bothAgree(fc.record(draws), [
      ...does(['coupon', 'points']),
      ...holds(['coupon', 'clubs', 'segments', 'purchases', 'audience', 'perMember', 'total']),
      ...says(['coupon', 'club', 'segment', 'purchases', 'limit', 'not-a-guest', 'not-a-member']),
      ...['applied', 'idle', 'used', 'void', 'expired', 'unknown'].map((state) => `code ${state}`),
      'club bought',
      'points of a choice',
      'points of a tier',
    ]);
  });

  it('give the same with rewards, stamp cards, texts and tiers, at any hour in any store', () => {
    const draws = {
      program: programsOfShops,
      payer: climbers,
      receipt: receiptsOfShops,
      context: allowances,
    };
    bothAgree(fc.record(draws), [
      ...does(['stamp', 'message']),
      ...holds(['from', 'to', 'weekdays', 'hours', 'stores', 'tiers', 'birthday', 'memberForDays']),
      ...says(['not-in-period', 'not-in-store', 'tier', 'birthday', 'tenure', 'purchases']),
      ...['points', 'unknown', 'not-a-member'].map((reason) => `refuses a reward: ${reason}`),
      'card used',
      'stamps earned',
      'reward taken',
      'reward taken twice',
      'gift missing',
      'tier reached',
      'tier ahead',
      'text filled',
    ]);
  });

  it('give the same on the dearest receipts there may be', () => {
    bothAgree(dearOnes, [
      ...does(['percentOff', 'amountOff', 'points', 'buyGet', 'unitsOff']),
      'line over a million',
      'price at the limit',
      '10,000 units',
      'one gram',
      'points of a tier',
      'reward taken',
      'card used',
    ]);
  });
});
