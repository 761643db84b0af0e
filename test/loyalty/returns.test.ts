import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programSchema } from '../../src/contracts/program.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import { settleReturn } from '../../src/loyalty/clawback.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { quote } from '../../src/loyalty/quote.ts';
import type { BookedPurchase } from '../../src/loyalty/rest-program.ts';
import { previewReturn } from '../../src/loyalty/return-preview.ts';
import {
  type LineQuantity,
  type Purchase,
  type ReturnShare,
  shareOfReturn,
} from '../../src/loyalty/returns.ts';
import {
  caseProgram,
  caseReceipt,
  type LoyaltyCase,
  mainWallet,
  quoteCase,
} from '../support/loyalty-case.ts';
import { propertySettings } from '../support/property-runs.ts';
import { members, programs, receipts } from '../support/random-loyalty.ts';

const bought = (written: Omit<LoyaltyCase, 'name' | 'expect'>): BookedPurchase => {
  const whole = { name: '', expect: {}, ...written };
  const member = written.member == null ? null : 'm1';
  return { receipt: receiptSchema.parse(caseReceipt(whole)), quote: quoteCase(whole), member };
};

function give(
  purchase: Purchase,
  before: readonly LineQuantity[],
  now: readonly LineQuantity[],
): ReturnShare {
  const share = shareOfReturn(purchase, before, now);
  if (!share.ok) throw new Error(share.error.code);
  return share.value;
}

const threeForTen = bought({
  promotions: [{ then: [{ type: 'amountOff', amount: 1000 }] }],
  lines: [{ quantity: 3, price: 3333 }],
  member: {},
  receipt: { redeem: { wallet: 'main', points: 40 } },
});

describe('a return', () => {
  it('gives back the stored share of money, points paid and points earned', () => {
    // 99.99 less 10.00 and 40 points leaves 49.99; 2 points were earned.
    const one = give(threeForTen, [], [{ id: '1', quantity: 1 }]);
    expect(one.totals).toEqual({
      gross: 3332,
      discount: 333,
      paidWithPoints: 1333,
      net: 1666,
      earned: { main: 0 },
    });
    expect(one.pointsBack).toEqual({ main: 13 });
    expect(one.whole).toBe(false);
  });

  it('of the last unit brings what the others left', () => {
    const last = give(threeForTen, [{ id: '1', quantity: 2 }], [{ id: '1', quantity: 1 }]);
    expect(last.totals).toEqual({
      gross: 3335,
      discount: 334,
      paidWithPoints: 1334,
      net: 1666 + 1,
      earned: { main: 1 },
    });
    expect(last.whole).toBe(true);
  });

  it.each([
    ['nothing', [], [], 'nothing-to-return', 0],
    ['a line that was not bought', [], [{ id: '9', quantity: 1 }], 'unknown-line', 0],
    [
      'a line twice',
      [],
      [
        { id: '1', quantity: 1 },
        { id: '1', quantity: 1 },
      ],
      'line-twice',
      0,
    ],
    ['no quantity', [], [{ id: '1', quantity: 0 }], 'bad-quantity', 3],
    ['a quantity that is no number', [], [{ id: '1', quantity: Number.NaN }], 'bad-quantity', 3],
    ['too many decimals', [], [{ id: '1', quantity: 0.0005 }], 'bad-quantity', 3],
    ['half of one piece', [], [{ id: '1', quantity: 0.5 }], 'part-of-unit', 3],
    ['one piece and a half', [{ id: '1', quantity: 1 }], [{ id: '1', quantity: 1.5 }], 'part-of-unit', 2],
    ['more than was bought', [], [{ id: '1', quantity: 4 }], 'more-than-bought', 3],
    ['more than is left', [{ id: '1', quantity: 2 }], [{ id: '1', quantity: 2 }], 'more-than-bought', 1],
  ] as const)('of %s is refused', (_name, before, now, code, returnable) => {
    const share = shareOfReturn(threeForTen, before, now);
    expect(share).toMatchObject({ ok: false, error: { code, returnable } });
  });

  it('brings the cost of a reward back with its discount', () => {
    const purchase = bought({
      program: {
        rewards: [{ id: 'ten-off', wallet: 'main', cost: 101, then: { type: 'percentOff', percent: 10 } }],
      },
      lines: [{ quantity: 2 }],
      member: { tier: null },
      receipt: { rewards: ['ten-off'] },
    });
    const half = give(purchase, [], [{ id: '1', quantity: 1 }]);
    expect(half.pointsBack).toEqual({ main: 50 });
    expect(give(purchase, [{ id: '1', quantity: 1 }], [{ id: '1', quantity: 1 }]).pointsBack).toEqual({
      main: 51,
    });
  });

  it.each([
    ['that nobody brought', []],
    ['that has no price', [{ sku: 'mug', price: 0 }]],
  ])('brings the cost of a gift back %s', (_name, gifts) => {
    const purchase = bought({
      program: { rewards: [{ id: 'mug', wallet: 'main', cost: 100, then: { type: 'gift', sku: 'mug' } }] },
      lines: [{ price: 50_000, quantity: 2 }, ...gifts],
      member: {},
      receipt: { rewards: ['mug'] },
    });
    const goods = [{ id: '1', quantity: 1 }];
    const rest = [...goods, ...gifts.map(() => ({ id: '2', quantity: 1 }))];
    expect(give(purchase, [], goods).pointsBack).toEqual({});
    expect(give(purchase, goods, rest).pointsBack).toEqual({ main: 100 });
  });

  it('restores the stamps of a full card whose gift nobody brought', () => {
    const card = {
      id: 'coffee',
      name: { ru: 'Кофе' },
      of: { category: ['coffee'] },
      target: 3,
      then: { type: 'gift', sku: 'mug', quantity: 1 } as const,
    };
    const purchase = bought({
      program: { stampCards: [card] },
      lines: [{}],
      member: { stamps: { coffee: 3 } },
    });
    expect(purchase.quote.stamps).toMatchObject([{ used: 3 }]);
    expect(give(purchase, [], [{ id: '1', quantity: 1 }]).stamps).toMatchObject([{ used: 3 }]);
  });

  it('takes stamps back and restores those a full card had used', () => {
    const purchase = bought({
      program: {
        stampCards: [
          {
            id: 'coffee',
            of: { category: ['coffee'] },
            target: 6,
            then: { type: 'unitsOff', units: 1, percent: 100 },
          },
        ],
      },
      lines: [{ category: 'coffee', quantity: 3 }],
      member: { stamps: { coffee: 6 } },
    });
    expect(give(purchase, [], [{ id: '1', quantity: 3 }]).stamps).toEqual([
      { card: 'coffee', earned: 2, used: 6 },
    ]);
  });
});

describe('a return of goods that earned stamps', () => {
  const coffee = { category: ['coffee'] };
  const program = {
    stampCards: [
      {
        id: 'coffee',
        of: coffee,
        target: 6,
        then: { type: 'unitsOff' as const, units: 1, percent: 100 },
      },
    ],
  };
  const cup = { category: 'coffee', price: 15_000 };
  const television = { category: 'tv', price: 5_000_000 };
  const stamp = { type: 'stamp' as const, card: 'coffee', count: 1 };
  const one = (id: string): readonly LineQuantity[] => [{ id, quantity: 1 }];
  const taken = (purchase: Purchase, id: string): number =>
    give(purchase, [], one(id)).stamps.reduce((sum, { earned }) => sum + earned, 0);

  it('takes the stamp with the goods of the card and none with other goods', () => {
    const purchase = bought({ program, lines: [cup, television], member: {} });
    expect(purchase.quote.stamps).toMatchObject([{ earned: 1, lines: [{ id: '1', earned: 1 }] }]);
    expect([taken(purchase, '1'), taken(purchase, '2')]).toEqual([1, 0]);
  });

  it('takes one stamp for each unit, however the lines are priced', () => {
    const dear = { ...cup, price: 90_000 };
    const purchase = bought({ program, lines: [television, { ...cup, quantity: 2 }, dear], member: {} });
    expect([taken(purchase, '1'), taken(purchase, '2'), taken(purchase, '3')]).toEqual([0, 1, 1]);
  });

  it('takes none with the unit that a full card gave away', () => {
    const cheap = { ...cup, price: 10_000 };
    const purchase = bought({
      program,
      lines: [{ ...cup, quantity: 2 }, cheap],
      member: { stamps: { coffee: 6 } },
    });
    expect(purchase.quote.stamps).toMatchObject([{ earned: 2, used: 6, lines: [{ id: '1', earned: 2 }] }]);
    expect([taken(purchase, '1'), taken(purchase, '2')]).toEqual([1, 0]);
  });

  it('takes the stamp of a promotion with the goods that promotion is about', () => {
    const basket = bought({
      program,
      promotions: [{ when: { basket: { of: coffee, minQuantity: 1 } }, then: [stamp] }],
      lines: [television, cup],
      member: {},
    });
    expect([taken(basket, '1'), taken(basket, '2')]).toEqual([0, 1]);
    const effect = bought({
      program,
      promotions: [{ then: [{ type: 'percentOff', percent: 5, of: { category: ['tea'] } }, stamp] }],
      lines: [television, { category: 'tea', price: 1000 }],
      member: {},
    });
    expect([taken(effect, '1'), taken(effect, '2')]).toEqual([0, 1]);
    const plain = bought({ program, promotions: [{ then: [stamp] }], lines: [television, cup], member: {} });
    expect([taken(plain, '1'), taken(plain, '2')]).toEqual([0, 1]);
  });

  it('takes them by shelf amount where an older quote does not say which lines earned them', () => {
    const { receipt, quote: written } = bought({ program, lines: [cup, television], member: {} });
    const stamps = written.stamps.map(({ lines: _lines, ...older }) => older);
    const older = { receipt, quote: { ...written, stamps } };
    expect([taken(older, '1'), taken(older, '2')]).toEqual([0, 1]);
  });
});

describe('any split and order of returns', () => {
  const fractions = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 1000 })), {
    minLength: 1,
    maxLength: 12,
  });

  it('sums to the whole purchase exactly, and gives nothing below zero', () => {
    fc.assert(
      fc.property(programs, members, receipts, fractions, (drawn, member, receipt, steps) => {
        const card = { id: 'card', target: 3, then: { type: 'unitsOff', units: 1, percent: 100 } };
        const program = programSchema.parse({ ...drawn, stampCards: [card] });
        const purchase = {
          receipt,
          quote: quote(compileProgram(program), member, receipt, quoteContextSchema.parse({})),
        };
        const returned: LineQuantity[] = [];
        const shares: ReturnShare[] = [];
        const left = new Map(receipt.lines.map((line) => [line.id, Math.round(line.quantity * 1000)]));
        const bringBack = (id: string, thousandths: number): void => {
          const now = [{ id, quantity: thousandths / 1000 }];
          shares.push(give(purchase, returned, now));
          returned.push(...now);
          left.set(id, (left.get(id) ?? 0) - thousandths);
        };
        for (const [position, part] of steps) {
          const { id, quantity } = receipt.lines[position % receipt.lines.length] ?? { id: '', quantity: 1 };
          const grain = Number.isInteger(quantity) ? 1000 : 1;
          const some = Math.floor(((left.get(id) ?? 0) * part) / 1000 / grain) * grain;
          if (some > 0) bringBack(id, some);
        }
        for (const [id, rest] of left) if (rest > 0) bringBack(id, rest);

        const { totals } = purchase.quote;
        const sum = (read: (share: ReturnShare) => number): number =>
          shares.reduce((all, share) => all + read(share), 0);
        expect(sum((share) => share.totals.net)).toBe(totals.net);
        expect(sum((share) => share.totals.gross)).toBe(totals.gross);
        expect(sum((share) => share.totals.discount)).toBe(totals.discount);
        expect(sum((share) => share.totals.paidWithPoints)).toBe(totals.paidWithPoints);
        expect(sum((share) => share.pointsBack.main ?? 0)).toBe(purchase.quote.redeem?.points ?? 0);
        for (const [wallet, earned] of Object.entries(totals.earned)) {
          expect(sum((share) => share.totals.earned[wallet] ?? 0)).toBe(earned);
        }
        for (const { card, earned } of purchase.quote.stamps) {
          const takenOff = (share: ReturnShare): number =>
            share.stamps.find((stamp) => stamp.card === card)?.earned ?? 0;
          expect(sum(takenOff)).toBe(earned);
        }
        for (const { lines } of shares) {
          for (const line of lines) {
            expect(
              Math.min(line.net, line.paidWithPoints, line.points, ...Object.values(line.earned)),
            ).toBeGreaterThanOrEqual(0);
          }
        }
        expect(shares.filter((share) => share.whole).length).toBe(1);
        expect(shares.at(-1)?.whole).toBe(true);
      }),
      propertySettings(),
    );
  });
});

describe('points a return takes back', () => {
  const program = { wallets: programSchema.parse(caseProgram({ name: '', expect: {} })).wallets };
  const purchase = bought({ member: { tier: 'gold' }, lines: [{ price: 100_000 }] });
  const share = give(purchase, [], [{ id: '1', quantity: 1 }]);

  it('are taken when the member still has them', () => {
    expect(settleReturn({ ...program, clawback: 'withhold' }, share, { main: 100 })).toEqual({
      wallets: [{ wallet: 'main', back: 0, taken: 100, short: 0, debt: 0, withheld: 0 }],
      withheld: 0,
      refund: 100_000,
    });
  });

  it('are kept from the refund as far as they are missing', () => {
    expect(settleReturn({ ...program, clawback: 'withhold' }, share, { main: 30 })).toMatchObject({
      wallets: [{ short: 70, debt: 0, withheld: 7000 }],
      refund: 93_000,
    });
  });

  it('become a debt where the program says so', () => {
    expect(settleReturn({ ...program, clawback: 'debt' }, share, { main: 30 })).toMatchObject({
      wallets: [{ short: 70, debt: 70, withheld: 0 }],
      refund: 100_000,
    });
  });

  it('are first paid by the points the same return puts back', () => {
    const mixed = { ...share, pointsBack: { main: 60 } };
    expect(settleReturn({ ...program, clawback: 'withhold' }, mixed, { main: 30 })).toMatchObject({
      wallets: [{ back: 60, short: 10, withheld: 1000 }],
    });
  });

  it('never make the customer pay for bringing goods back', () => {
    const free = { ...share, totals: { ...share.totals, net: 500 } };
    expect(settleReturn({ ...program, clawback: 'withhold' }, free, { main: 0 }).refund).toBe(0);
  });
});

describe('a return that breaks a threshold', () => {
  const written = {
    name: '',
    expect: {},
    promotions: [
      {
        then: [
          {
            type: 'ladder' as const,
            by: 'amount' as const,
            steps: [
              { from: 100_000, percent: 5 },
              { from: 300_000, percent: 10 },
            ],
          },
        ],
      },
    ],
    lines: [{ price: 250_000 }, { price: 100_000 }],
    member: {},
  } satisfies LoyaltyCase;
  const program = programSchema.parse(caseProgram(written));

  it('is previewed by its share and by what the rest costs alone', () => {
    const preview = previewReturn(program, bought(written), [], [{ id: '2', quantity: 1 }]);
    if (!preview.ok) throw new Error(preview.error.code);
    // Bought for 3,150.00 with 10 % off; the rest alone would cost 2,375.00 with 5 % off.
    expect(preview.value.share.totals.net).toBe(90_000);
    expect(preview.value.requote).toMatchObject({ totals: { net: 77_500 }, lost: [] });
    expect(preview.value.share.totals.earned).toEqual({ main: 45 });
    expect(preview.value.requote?.totals.earned).toEqual({ main: 157 - 118 });
  });

  it('names the promotions the rest no longer reaches', () => {
    const preview = previewReturn(program, bought(written), [], [{ id: '1', quantity: 1 }]);
    expect(preview).toMatchObject({ ok: true, value: { requote: { lost: [] } } });
    const two = previewReturn(
      program,
      bought(written),
      [{ id: '1', quantity: 1 }],
      [{ id: '2', quantity: 1 }],
    );
    expect(two).toMatchObject({
      ok: true,
      value: { share: { whole: true }, requote: { rest: null, totals: { net: 95_000 }, lost: ['p1'] } },
    });
  });
});

it('the wallet of the cases pays a rouble a point', () => {
  expect(mainWallet.value).toBe(100);
});
