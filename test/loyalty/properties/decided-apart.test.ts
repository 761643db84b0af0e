import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { effectSchema } from '../../../src/contracts/effects.ts';
import { memberSchema } from '../../../src/contracts/member.ts';
import { type Program, programSchema } from '../../../src/contracts/program.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import { bestOfAll, decideApart } from '../../../src/loyalty/stages/best-choice.ts';
import { meetsAsAWhole } from '../../../src/loyalty/stages/independent-groups.ts';
import { scoreOf } from '../../../src/loyalty/stages/trial.ts';
import { propertyRuns, propertySettings } from '../../support/property-runs.ts';
import { receiptOf } from '../../support/random-loyalty.ts';
import { trialOf } from '../../support/trial-of.ts';

// Groups that share no goods are decided apart when there are too many to try together. Here few are, so that trying
// them all says what was missed.

type EffectInput = z.input<typeof effectSchema>;

const goods = ['k1', 'k2', 'k3'] as const;
const name = { ru: 'Акция' };
const percent = fc.integer({ min: 1, max: 2000 }).map((basisPoints) => basisPoints / 100);
const amount = fc.integer({ min: 1, max: 900 });

const effectOn = (category: string): fc.Arbitrary<EffectInput> => {
  const of = { category: [category] };
  const points = { type: 'points' as const, wallet: 'main', of };
  return fc.oneof(
    percent.map((value) => ({ type: 'percentOff' as const, percent: value, of })),
    amount.map((value) => ({ type: 'amountOff' as const, amount: value, of })),
    amount.map((value) => ({ type: 'fixedPrice' as const, price: value, of })),
    fc.constant({ type: 'buyGet' as const, buy: { of, quantity: 1 }, get: { of, quantity: 1 } }),
    percent.map((value) => ({ ...points, percent: value })),
    fc.constantFrom(2, 3).map((multiply) => ({ ...points, multiply })),
    amount.map((value) => ({ ...points, per: { amount: value, points: 1 } })),
  );
};

const groupOn = (category: string) =>
  fc.array(fc.record({ then: effectOn(category), least: fc.option(amount, { freq: 4 }) }), {
    minLength: 2,
    maxLength: 3,
  });

const programs: fc.Arbitrary<Program> = fc
  .record({
    groups: fc.tuple(...goods.map(groupOn)),
    value: fc.constantFrom(1, 100, 30),
    rounding: fc.constantFrom('floor' as const, 'half-up' as const),
    earnPercent: fc.constantFrom(0, 3, 5.55),
    discountPercent: fc.constantFrom(0, 0, 3.33),
    roundTotalDownTo: fc.constantFrom(1, 1, 10, 100),
  })
  .map(({ groups, value, rounding, earnPercent, discountPercent, roundTotalDownTo }) =>
    programSchema.parse({
      schema: 1,
      id: 'apart',
      currency: 'RUB',
      timezone: 'UTC',
      wallets: [{ id: 'main', name, value, rounding, redeem: { maxShare: 50 } }],
      tiers: [{ id: 'one', name, earnPercent, discountPercent }],
      receipt: { roundTotalDownTo },
      promotions: groups.flatMap((group, g) =>
        group.map(({ then, least }, i) => ({
          id: `${goods[g]}-${i}`,
          name,
          group: goods[g],
          when: least === null ? {} : { basket: { of: { category: [goods[g]] }, minAmount: least } },
          then: [then],
        })),
      ),
    }),
  );

const receipts: fc.Arbitrary<Receipt> = fc
  .tuple(
    fc.array(
      fc.record({
        sku: fc.constant('s'),
        category: fc.constantFrom(...goods),
        quantity: fc.integer({ min: 1, max: 3 }),
        price: fc.integer({ min: 1, max: 1500 }),
      }),
      { minLength: 3, maxLength: 6 },
    ),
    fc.constantFrom(null, null, { wallet: 'main', max: true }),
  )
  .map(([lines, redeem]) => receiptOf(lines, redeem));

const member = memberSchema.parse({ id: 'm', tier: 'one', wallets: { main: { spendable: 20 } } });

/**
 * A kopeck and the smallest point of each wallet for every line, and a step of the total's rounding, in ten-thousandths of
 * a minor unit.
 */
function lastOfEachLine({ wallets, receipt: { roundTotalDownTo } }: Program, { lines }: Receipt): number {
  const points = wallets.reduce((sum, { value, scale }) => sum + value / 10 ** scale, 0);
  return (lines.length * (1 + points) + roundTotalDownTo) * 10_000;
}

it('groups that do not meet miss at most the last kopeck and point of each line', () => {
  let apart = 0;
  fc.assert(
    fc.property(programs, receipts, (program, receipt) => {
      const trial = trialOf(program, member, receipt);
      if (trial.groups.length < 2 || meetsAsAWhole(trial.run)) return;
      const { chosen, lanes } = decideApart(trial, { left: Number.POSITIVE_INFINITY });
      if (lanes.length > 1) apart += 1;
      const missed = scoreOf(trial, bestOfAll(trial)).saving - scoreOf(trial, chosen).saving;
      expect(missed).toBeLessThanOrEqual(lastOfEachLine(program, receipt));
    }),
    propertySettings(),
  );
  expect(apart).toBeGreaterThan(propertyRuns * 0.2);
});
