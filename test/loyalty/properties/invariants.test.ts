import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Member, memberSchema } from '../../../src/contracts/member.ts';
import { type Program, programSchema } from '../../../src/contracts/program.ts';
import type { Quote } from '../../../src/contracts/quote.ts';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import { propertySettings } from '../../support/property-runs.ts';
import { lines, members, programs, receiptOf, receipts } from '../../support/random-loyalty.ts';

const context = quoteContextSchema.parse({});
const quoteOf = (program: Program, member: Member | null, receipt: Receipt): Quote =>
  quote(compileProgram(program), member, receipt, context);

const total = (numbers: readonly number[]): number => numbers.reduce((sum, value) => sum + value, 0);
const withPromotions = (program: Program, promotions: unknown[]): Program =>
  programSchema.parse({ ...program, promotions });

describe('every quote of random programs and carts', () => {
  it('adds up on every line and in its totals', () => {
    fc.assert(
      fc.property(programs, members, receipts, (program, member, receipt) => {
        const result = quoteOf(program, member, receipt);
        for (const line of result.lines) {
          const off = total(line.discounts.map(({ amount }) => amount));
          expect(line.gross - off - line.paidWithPoints).toBe(line.net);
          expect(line.net).toBeGreaterThanOrEqual(0);
          if (line.split.length > 0) {
            expect(total(line.split.map(({ quantity, price }) => quantity * price))).toBe(line.net);
          }
        }
        expect(total(result.lines.map(({ net }) => net))).toBe(result.totals.net);
        expect(total(result.lines.map(({ paidWithPoints }) => paidWithPoints))).toBe(
          result.totals.paidWithPoints,
        );
        for (const [wallet, points] of Object.entries(result.totals.earned)) {
          expect(total(result.lines.map(({ earned }) => earned[wallet] ?? 0))).toBe(points);
          const parts = result.earnings.filter((earning) => earning.wallet === wallet);
          expect(total(parts.map((earning) => earning.points))).toBe(points);
        }
        const applied = total(result.applied.map(({ amount }) => amount));
        const byEngine = result.lines.flatMap(({ discounts }) =>
          discounts.filter(({ promotion }) => promotion === 'tier' || promotion === 'rounding'),
        );
        expect(applied + total(byEngine.map(({ amount }) => amount))).toBe(result.totals.discount);
      }),
      propertySettings(),
    );
  });

  it('keeps every line at or above its minimum price', () => {
    fc.assert(
      fc.property(programs, members, receipts, (program, member, receipt) => {
        quoteOf(program, member, receipt).lines.forEach((line, i) => {
          const input = receipt.lines[i];
          const least = Math.round(
            ((input?.minPrice ?? 0) * Math.round((input?.quantity ?? 0) * 1000)) / 1000,
          );
          expect(line.net).toBeGreaterThanOrEqual(Math.min(line.gross, least));
        });
      }),
      propertySettings(),
    );
  });

  it('does not depend on the order of promotions in the file', () => {
    fc.assert(
      fc.property(
        programs,
        members,
        receipts,
        fc.infiniteStream(fc.nat()),
        (program, member, receipt, chance) => {
          const shuffled = program.promotions
            .map((promotion) => ({ promotion, place: chance.next().value ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .map(({ promotion }) => promotion);
          const other = quoteOf({ ...program, promotions: shuffled }, member, receipt);
          expect(JSON.stringify(other)).toBe(JSON.stringify(quoteOf(program, member, receipt)));
        },
      ),
      propertySettings(),
    );
  });

  it('is the same bytes again, whatever was quoted in between', () => {
    fc.assert(
      fc.property(programs, members, receipts, receipts, (program, member, receipt, between) => {
        const compiled = compileProgram(program);
        const first = JSON.stringify(quote(compiled, member, receipt, context));
        quote(compiled, null, between, context);
        expect(JSON.stringify(quote(compiled, member, receipt, context))).toBe(first);
      }),
      propertySettings(),
    );
  });

  it('changes no line-stage discount of a line when unrelated goods are added', () => {
    const known = { brand: ['known'] };
    const narrowed = (program: Program): Program =>
      withPromotions(
        { ...program, receipt: { roundTotalDownTo: 1 }, tiers: [] },
        program.promotions
          .filter(
            ({ stage, when, then }) =>
              stage === 'line' &&
              when.basket == null &&
              then.every(
                (e) =>
                  !['ladder', 'points', 'gift'].includes(e.type) &&
                  !(e.type === 'amountOff' && e.per === 'receipt'),
              ),
          )
          .map((promotion) =>
            JSON.parse(JSON.stringify(promotion), (key, value) =>
              key === 'of' ? { ...value, ...known } : value,
            ),
          ),
      );
    const marked = (receipt: Receipt): object[] => receipt.lines.map((line) => ({ ...line, brand: 'known' }));
    fc.assert(
      fc.property(programs, receipts, lines, (program, receipt, unrelated) => {
        const alone = quoteOf(narrowed(program), null, receiptOf(marked(receipt)));
        const more = [...marked(receipt), { ...unrelated, id: 'new', brand: 'other' }];
        const together = quoteOf(narrowed(program), null, receiptOf(more));
        expect(together.lines.slice(0, -1)).toEqual(alone.lines);
        expect(together.lines.at(-1)?.discounts).toEqual([]);
      }),
      propertySettings(),
    );
  });

  it('takes as much off by counted units however equal goods are split over lines', () => {
    const counted = fc.record({
      buy: fc.integer({ min: 1, max: 3 }),
      get: fc.integer({ min: 1, max: 3 }),
      partial: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
        counted,
        (split, group) => {
          const program = programSchema.parse({
            schema: 1,
            id: 'units',
            currency: 'RUB',
            timezone: 'UTC',
            promotions: [
              {
                id: 'p',
                name: { ru: 'Акция' },
                then: [
                  {
                    type: 'buyGet',
                    buy: { quantity: group.buy },
                    get: { quantity: group.get },
                    partial: group.partial,
                  },
                ],
              },
            ],
          });
          const goods = (quantity: number) => ({ sku: 's1', price: 700, quantity });
          const apart = quoteOf(program, null, receiptOf(split.map(goods)));
          const together = quoteOf(program, null, receiptOf([goods(total(split))]));
          expect(apart.totals.discount).toBe(together.totals.discount);
        },
      ),
      propertySettings(),
    );
  });
});

describe('of a group', () => {
  /** One kopeck off costs a whole point here; the other promotion has nothing to do with the receipt. */
  const costsAPoint = (): [Program, Member, Receipt] => [
    programSchema.parse({
      schema: 1,
      id: 'point',
      currency: 'RUB',
      timezone: 'UTC',
      wallets: [{ id: 'main', name: { ru: 'баллы' }, value: 100 }],
      tiers: [{ id: 'one', name: { ru: 'Первый' }, earnPercent: 5.55 }],
      promotions: [
        { id: 'kopeck', name: { ru: 'Акция' }, then: [{ type: 'amountOff', amount: 1 }] },
        {
          id: 'other',
          name: { ru: 'Акция' },
          then: [{ type: 'percentOff', percent: 50, of: { sku: ['s2'] } }],
        },
      ],
    }),
    memberSchema.parse({ id: 'm', tier: 'one' }),
    receiptOf([{ sku: 's1', quantity: 1, price: 1802 }]),
  ];

  it('no other promotion that applies would have saved the customer more', () => {
    fc.assert(
      fc.property(programs, members, receipts, (program, member, receipt) => {
        const contested = program.promotions.map((promotion) => ({ ...promotion, group: 'one' }));
        if (contested.length === 0) return;
        const worth = (result: Quote): number =>
          total(result.lines.map((line) => line.gross - line.net - line.paidWithPoints)) * 100 +
          program.wallets.reduce(
            (sum, wallet) =>
              sum + ((result.totals.earned[wallet.id] ?? 0) * wallet.value * 100) / 10 ** wallet.scale,
            0,
          );
        const taken = worth(quoteOf({ ...program, promotions: contested }, member, receipt));
        const alone = contested.map((promotion) =>
          quoteOf({ ...program, promotions: [promotion] }, member, receipt),
        );
        expect(alone.map(worth)).toContain(taken);
        for (const one of alone.filter(({ applied }) => applied.length > 0)) {
          expect(taken).toBeGreaterThanOrEqual(worth(one));
        }
      }),
      { ...propertySettings(), examples: [costsAPoint()] },
    );
  });
});
