import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PointsMovement, settlementOf } from '../../../src/loyalty/ledger/settlement.ts';
import { coalition } from '../../../src/loyalty/templates/coalition.ts';
import { startYear } from '../../support/customer-year.ts';
import { propertySettings } from '../../support/property-runs.ts';

const main = { id: 'main', value: 100, scale: 0 };
const cents = { id: 'cents', value: 33, scale: 2 };

describe('settlement', () => {
  it('lets a brand pay for what it issued and be paid for what it redeemed', () => {
    const movements: PointsMovement[] = [
      { brand: 'fresh', wallet: 'main', account: 'issued', points: -100 },
      { brand: 'drive', wallet: 'main', account: 'redeemed', points: 60 },
      { brand: 'fresh', wallet: 'main', account: 'redeemed', points: 10 },
      // A return: 30 of the issued points were taken back.
      { brand: 'fresh', wallet: 'main', account: 'issued', points: 30 },
    ];
    expect(settlementOf(movements, [main])).toEqual({
      rows: [
        {
          brand: 'drive',
          wallet: 'main',
          issued: 0,
          redeemed: 60,
          net: 60,
          issuedMinor: 0,
          redeemedMinor: 6000,
          netMinor: 6000,
        },
        {
          brand: 'fresh',
          wallet: 'main',
          issued: 70,
          redeemed: 10,
          net: -60,
          issuedMinor: 7000,
          redeemedMinor: 1000,
          netMinor: -6000,
        },
      ],
      house: [{ wallet: 'main', net: 0, netMinor: 0 }],
    });
  });

  it('rounds money once toward zero, in returns too, and leaves the rest with the house', () => {
    // 199 hundredths at 33 kopecks a point are 65.67 kopecks.
    const taken = settlementOf([{ brand: 'a', wallet: 'cents', account: 'redeemed', points: 199 }], [cents]);
    expect(taken.rows[0]).toMatchObject({ redeemedMinor: 65, netMinor: 65 });
    expect(taken.house).toEqual([{ wallet: 'cents', net: -199, netMinor: -65 }]);
    const back = settlementOf([{ brand: 'a', wallet: 'cents', account: 'redeemed', points: -199 }], [cents]);
    expect(back.rows[0]).toMatchObject({ redeemedMinor: -65, netMinor: -65 });
  });

  it('of a wallet the program does not have is a bug', () => {
    const stray: PointsMovement = { brand: 'a', wallet: 'lost', account: 'issued', points: -1 };
    expect(() => settlementOf([stray], [main])).toThrow('no wallet lost');
  });

  it('sums to 0 over brands and house in every wallet, in points and in money', () => {
    const movement = fc.record({
      brand: fc.constantFrom('a', 'b', 'c'),
      wallet: fc.constantFrom('main', 'cents'),
      account: fc.constantFrom('issued' as const, 'redeemed' as const),
      points: fc.integer({ min: -100_000, max: 100_000 }),
    });
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 40 }), (movements) => {
        const { rows, house } = settlementOf(movements, [main, cents]);
        for (const one of house) {
          const own = rows.filter((row) => row.wallet === one.wallet);
          expect(own.reduce((sum, row) => sum + row.net, one.net)).toBe(0);
          expect(own.reduce((sum, row) => sum + row.netMinor, one.netMinor)).toBe(0);
          const inPoints = movements
            .filter((each) => each.wallet === one.wallet)
            .reduce((sum, each) => sum + each.points, 0);
          expect(one.net + inPoints).toBe(0);
        }
        expect(new Set(rows.map((row) => row.wallet))).toEqual(new Set(movements.map((one) => one.wallet)));
      }),
      propertySettings(),
    );
  });

  it('of the coalition: three brands, one card', () => {
    const year = startYear(coalition.program, { joinedAt: '2027-02-01', birthday: '--10-10' });
    // 2 % of 2500 ₽ are 50 fresh points, 1 % of 2000 ₽ are 20 drive points.
    year.visit({ at: '2027-02-01T12:00', store: 'fresh-1', goods: [{ category: 'food', price: 2500_00 }] });
    year.visit({ at: '2027-02-20T12:00', store: 'drive-2', goods: [{ category: 'shop', price: 2000_00 }] });
    // The pharmacy takes 40 fresh points of 1000 ₽ and gives 3 % of the 960 ₽ that are left: 28 of 28.8.
    year.visit({
      at: '2027-04-10T12:00',
      store: 'pharma-1',
      goods: [{ category: 'care', price: 1000_00 }],
      redeem: { wallet: 'fresh', points: 40 },
    });
    const movements = year.visits.flatMap(({ store, postings }) =>
      postings.flatMap(({ wallet, account, points }): PointsMovement[] =>
        account === 'issued' || account === 'redeemed'
          ? [{ brand: store.split('-')[0] ?? store, wallet, account, points }]
          : [],
      ),
    );
    const { rows, house } = settlementOf(movements, year.program.wallets);
    expect(rows.map((row) => [row.wallet, row.brand, row.issued, row.redeemed, row.netMinor])).toEqual([
      ['fresh', 'fresh', 50, 0, -5000],
      ['fresh', 'pharma', 0, 40, 4000],
      ['drive', 'drive', 20, 0, -2000],
      ['pharma', 'pharma', 28, 0, -2800],
    ]);
    expect(house).toEqual([
      { wallet: 'fresh', net: 10, netMinor: 1000 },
      { wallet: 'drive', net: 20, netMinor: 2000 },
      { wallet: 'pharma', net: 28, netMinor: 2800 },
    ]);
  });
});
