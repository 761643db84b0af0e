import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberSchema } from '../../../src/contracts/member.ts';
import { programSchema } from '../../../src/contracts/program.ts';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import { bestOfAll } from '../../../src/loyalty/stages/best-choice.ts';
import { branchAndBound } from '../../../src/loyalty/stages/branch-and-bound.ts';
import { mostSaved } from '../../../src/loyalty/stages/most-saved.ts';
import type { Outcome } from '../../../src/loyalty/stages/outcomes.ts';
import { combinations, isBetter, scoreOf, type Trial } from '../../../src/loyalty/stages/trial.ts';
import { comparable, naivelyComparable } from '../../support/naive-engine/comparable.ts';
import { propertyRuns, propertySettings } from '../../support/property-runs.ts';
import { discounts, members, programs, receiptOf, receipts } from '../../support/random-loyalty.ts';
import { trialOf } from '../../support/trial-of.ts';

const name = { ru: 'Акция' };

/** Carts in every run, the shortest one too. */
const MANY_CARTS = 2000;

/** A group for each promotion. An array and no stream: fast-check loses what stands behind a stream when it shrinks. */
const groups = fc.array(fc.constantFrom('a', 'b', 'c', null), { minLength: 6, maxLength: 6 });

/** Random programs in which most promotions contest a group, with a card and a reward besides. */
const contested = fc.tuple(programs, groups, discounts, discounts).map(([program, names, card, reward]) =>
  programSchema.parse({
    ...program,
    stampCards: [{ id: 'card', target: 1, of: {}, then: card }],
    rewards: [{ id: 'reward', wallet: 'main', cost: 5, then: reward }],
    promotions: program.promotions.map((one, i) => ({ ...one, group: names[i] ?? null })),
  }),
);

/** A member with a full card, a receipt for which a reward is chosen: both about half of the time. */
const withCard = fc
  .tuple(members, fc.boolean())
  .map(([member, full]) => (member === null ? null : { ...member, stamps: { card: full ? 1 : 0 } }));
const withReward = fc.tuple(receipts, fc.boolean()).map(([receipt, asked]) => ({
  ...receipt,
  rewards: asked ? ['reward'] : [],
}));

const idsOf = (chosen: readonly Outcome[]): readonly string[] => chosen.map(({ promotion }) => promotion.id);
const firstOf = ({ groups: all }: Trial): Outcome[] => all.flatMap(([first]) => first ?? []);
const positionsOf = ({ groups: all }: Trial): number[] => all.map((_, i) => i);

describe('choosing by search', () => {
  it('takes what trying every combination would take', () => {
    fc.assert(
      fc.property(contested, withCard, withReward, (program, member, receipt) => {
        const trial = trialOf(program, member, receipt);
        if (trial.groups.length === 0) return;
        const budget = { left: Number.POSITIVE_INFINITY };
        const { chosen, complete } = branchAndBound(trial, positionsOf(trial), firstOf(trial), budget);
        expect(complete).toBe(true);
        expect(idsOf(chosen)).toEqual(idsOf(bestOfAll(trial)));
      }),
      propertySettings(),
    );
  });

  it('takes what a naive engine takes that tries every pick of every group', () => {
    const context = quoteContextSchema.parse({ explain: 'all' });
    let contests = 0;
    fc.assert(
      fc.property(contested, withCard, withReward, (program, payer, receipt) => {
        const real = quote(compileProgram(program), payer, receipt, context);
        if (real.rejected.some(({ reason }) => reason === 'lost-to')) contests += 1;
        expect(comparable(real)).toEqual(naivelyComparable({ program, payer, receipt, context }));
      }),
      { ...propertySettings(), numRuns: Math.max(MANY_CARTS, propertyRuns) },
    );
    // Carts in which nothing loses to anything would show nothing; about a tenth of these carts have a loser.
    expect(contests).toBeGreaterThan(MANY_CARTS / 20);
  });

  it('never counts on less than a choice brings', () => {
    fc.assert(
      fc.property(contested, withCard, withReward, fc.nat(7), (program, member, receipt, mask) => {
        const trial = trialOf(program, member, receipt);
        const undecided = positionsOf(trial).filter((i) => (mask & (1 << i)) !== 0);
        for (const chosen of combinations(trial.groups)) {
          const bound = mostSaved(trial, chosen, undecided);
          expect(isBetter(scoreOf(trial, chosen), bound)).toBe(false);
        }
      }),
      propertySettings(),
    );
  });

  it.each([
    ['a full card', { stampCards: [{ id: 'card', target: 1, then: { type: 'amountOff', amount: 1 } }] }],
    ['a reward', { rewards: [{ id: 'r', wallet: 'main', cost: 5, then: { type: 'amountOff', amount: 1 } }] }],
    ['the tier', { tiers: [{ id: 'one', name, discountPercent: 1 }] }],
    ['the rounding of the total', { receipt: { roundTotalDownTo: 10 } }],
  ])('counts on points of a basket that is small enough only after %s', (_what, lowering) => {
    const program = programSchema.parse({
      schema: 1,
      id: 'later',
      currency: 'RUB',
      timezone: 'UTC',
      wallets: [{ id: 'main', name, value: 100 }],
      promotions: [
        {
          id: 'p',
          name,
          when: { basket: { maxAmount: 2000 } },
          then: [{ type: 'points', wallet: 'main', fixed: 7 }],
        },
      ],
      ...lowering,
    });
    const member = memberSchema.parse({
      id: 'm',
      tier: 'one',
      stamps: { card: 1 },
      wallets: { main: { spendable: 5 } },
    });
    const receipt = { ...receiptOf([{ sku: 's1', quantity: 1, price: 2001 }]), rewards: ['r'] };
    const trial = trialOf(program, member, receipt);
    const score = scoreOf(trial, []);
    expect(score.saving).toBeGreaterThan(7_000_000);
    expect(isBetter(score, mostSaved(trial, [], []))).toBe(false);
  });

  it('says when its budget ended before it could know', () => {
    const off = (percent: number) => ({ type: 'percentOff', percent, of: {} });
    const program = programSchema.parse({
      schema: 1,
      id: 'many',
      currency: 'RUB',
      timezone: 'UTC',
      promotions: [5, 10, 20].flatMap((percent) =>
        ['a', 'b', 'c', 'd', 'e'].map((group, i) => ({
          id: `${group}${percent}`,
          name: { ru: 'Акция' },
          group,
          when: { basket: { maxAmount: 100_000 - 5000 * i } },
          then: [off(percent)],
        })),
      ),
    });
    const receipt: Receipt = {
      purchaseId: 'P',
      at: '2026-12-05T12:30:00+03:00',
      store: 's',
      till: 't',
      coupons: [],
      redeem: null,
      rewards: [],
      lines: [
        {
          id: '1',
          sku: 's',
          name: '',
          category: '',
          brand: '',
          tags: [],
          quantity: 1,
          price: 90_000,
          flags: [],
        },
      ],
    };
    const choose = (left: number) => {
      const trial = trialOf(program, null, receipt);
      const found = branchAndBound(trial, positionsOf(trial), firstOf(trial), { left });
      return { ...found, best: idsOf(found.chosen), score: scoreOf(trial, found.chosen).saving };
    };
    const whole = choose(Number.POSITIVE_INFINITY);
    const short = choose(300);
    expect(whole.complete).toBe(true);
    expect(short.complete).toBe(false);
    expect(short.score).toBeLessThanOrEqual(whole.score);
    expect(choose(300).best).toEqual(short.best);
  });
});
