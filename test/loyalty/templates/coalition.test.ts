import { expect, it } from 'vitest';
import { coalition } from '../../../src/loyalty/templates/coalition.ts';
import type { Visited } from '../../support/customer-year.ts';
import { expectYear } from '../../support/expect-year.ts';

const food = (price: number) => ({ category: 'food', price });
const fuel = (price: number, quantity: number) => ({ category: 'fuel/95', price, quantity });

/** Points of each brand's wallet that were taken by each brand's stores, from the ledger alone. */
function settlement(visits: readonly Visited[]): Record<string, number> {
  const owed: Record<string, number> = {};
  for (const { postings, store } of visits) {
    const taker = store.split('-')[0];
    for (const { account, wallet, points } of postings) {
      if (account !== 'redeemed') continue;
      const key = `${wallet} to ${taker}`;
      owed[key] = (owed[key] ?? 0) + points;
    }
  }
  return owed;
}

it('coalition: earns with three brands, pays with the points of each at another, and the brands settle', () => {
  const year = expectYear(coalition.program, { joinedAt: '2027-02-01', birthday: '--10-10' }, [
    {
      at: '2027-02-01T12:00',
      store: 'fresh-1',
      goods: [food(2500_00)],
      then: {
        pay: 2500_00,
        earned: { fresh: 50 },
        applied: ['fresh-earn', 'fuel-coupon'],
        coupons: ['FUEL-1'],
        balance: { fresh: 50 },
      },
      says: ['Баллы «Фреш»: 50.'],
    },
    {
      // The coupon is for the other brand's stores, whatever this one sells; what the goods' flag says earns nothing.
      at: '2027-02-02T12:00',
      store: 'fresh-2',
      goods: [{ category: 'fuel/charcoal', price: 500_00, flags: ['noPoints'] }],
      coupons: ['FUEL-1'],
      then: { pay: 500_00, balance: { fresh: 50 } },
    },
    {
      // Its last day. 40.5 l at 55 ₽ are 2227.50 ₽, 5 % of it 111.375, half up 111.38; 1 % of 2116.12 ₽.
      at: '2027-02-11T12:00',
      store: 'drive-1',
      goods: [fuel(55_00, 40.5)],
      coupons: ['FUEL-1'],
      then: {
        pay: 2116_12,
        off: 111_38,
        earned: { drive: 21 },
        applied: ['drive-earn', 'fuel-discount'],
        balance: { fresh: 50, drive: 21 },
      },
    },
    {
      // 40 fresh points over 1000 : 500 are 26.67 and 13.33 ₽; 3 + 2 % of 973.33 ₽ are 48.67. Nothing on prescription.
      at: '2027-03-10T12:00',
      store: 'pharma-1',
      goods: [
        { category: 'vitamins', price: 1000_00 },
        { category: 'prescription', price: 500_00 },
      ],
      redeem: { wallet: 'fresh', points: 40 },
      then: {
        pay: 1460_00,
        points: 40_00,
        earned: { pharma: 48 },
        applied: ['pharma-earn', 'spring-health'],
        balance: { fresh: 10, drive: 21, pharma: 48 },
      },
    },
    {
      // 1 % of 1752 ₽.
      at: '2027-04-15T12:00',
      store: 'drive-2',
      goods: [fuel(60_00, 30)],
      redeem: { wallet: 'pharma', max: true },
      then: {
        pay: 1752_00,
        points: 48_00,
        earned: { drive: 17 },
        applied: ['drive-earn'],
        balance: { fresh: 10, drive: 38 },
      },
    },
    {
      // 300 for all three brands, 2 % of 2962 ₽ are 59; the coupon asks what was due before points.
      at: '2027-05-01T12:00',
      store: 'fresh-2',
      now: { segments: ['all-three-brands'] },
      goods: [food(3000_00)],
      redeem: { wallet: 'drive', max: true },
      then: {
        pay: 2962_00,
        points: 38_00,
        earned: { fresh: 359 },
        applied: ['fresh-earn', 'fuel-coupon', 'three-brands'],
        coupons: ['FUEL-2'],
        balance: { fresh: 369 },
      },
    },
    {
      at: '2027-05-05T12:00',
      store: 'fresh-2',
      goods: [food(2500_00)],
      then: { pay: 2500_00, earned: { fresh: 50 }, applied: ['fresh-earn'], balance: { fresh: 419 } },
      refused: { 'fuel-coupon': 'limit', 'three-brands': 'limit' },
    },
    {
      // February's 10 went on 31 July.
      at: '2027-08-10T12:00',
      store: 'fresh-1',
      now: { segments: [] },
      goods: [food(100_00)],
      then: { pay: 100_00, earned: { fresh: 2 }, applied: ['fresh-earn'], balance: { fresh: 411 } },
    },
    {
      at: '2027-10-10T12:00',
      store: 'fresh-1',
      goods: [food(1000_00)],
      then: {
        pay: 1000_00,
        earned: { fresh: 120 },
        applied: ['birthday', 'fresh-earn'],
        balance: { fresh: 531 },
      },
    },
    {
      // May's 359 went on 28 October and 50 on 1 November: 122 are left. The second coupon ended in May.
      at: '2027-11-15T12:00',
      store: 'drive-1',
      goods: [fuel(60_00, 20)],
      coupons: ['FUEL-2'],
      redeem: { wallet: 'fresh', max: true },
      then: {
        pay: 1078_00,
        points: 122_00,
        earned: { drive: 10 },
        applied: ['drive-earn'],
        balance: { drive: 10 },
      },
      refused: { 'fuel-discount': 'coupon' },
    },
  ]);
  // What each brand promised and another one took; a point is a rouble.
  expect(settlement(year.visits)).toEqual({
    'fresh to pharma': 40,
    'pharma to drive': 48,
    'drive to fresh': 38,
    'fresh to drive': 122,
  });
});
