import { expect, it } from 'vitest';
import { russianGrocery } from '../../../src/loyalty/templates/russian-grocery.ts';
import { expectYear } from '../../support/expect-year.ts';

const food = (price: number) => ({ category: 'grocery', price });
const vodka = { category: 'alcohol/spirits', price: 500_00, minPrice: 349_00 };
/** The price on the pack is the only one allowed, so it comes as the minimum price too. */
const cigarettes = { category: 'tobacco', price: 200_00, minPrice: 200_00 };

// Ten points are a rouble: 1 % of 100 ₽ are 10 points. They can be used a day later.
it('Russian grocery: pensioners, the third yogurt, a minimum price, Easter, whole roubles; no tobacco, no alcohol', () => {
  const year = expectYear(
    russianGrocery.program,
    { joinedAt: '2027-02-01', birthday: '--08-20', segments: ['pensioners'] },
    [
      {
        // A Monday morning: 5 % of the milk, 8.99 ₽, leave 870.81 ₽; of the 81 kopecks 21 come off the milk and 60 off
        // the vodka, none off the cigarettes. 1 % of 170.60 ₽ are 17.06 points.
        at: '2027-02-01T10:00',
        goods: [{ category: 'dairy/milk', price: 89_90, quantity: 2 }, vodka, cigarettes],
        then: {
          pay: 870_00,
          off: 9_80,
          earned: { main: 17 },
          applied: ['base-earn', 'pensioner-morning'],
          pending: { main: 17 },
        },
        refused: { 'large-basket': 'basket-amount 82940' },
      },
      {
        // Past one o'clock. The third yogurt is free; 15 % of 60 ₽ of sugar would be 9 ₽, the minimum leaves 2 ₽.
        at: '2027-02-03T13:00',
        goods: [
          { category: 'dairy/yogurt', price: 45_00, quantity: 3 },
          { ...food(60_00), minPrice: 58_00, tags: ['card-price'] },
        ],
        then: {
          pay: 148_00,
          off: 47_00,
          earned: { main: 14 },
          applied: ['base-earn', 'card-price', 'yogurt-2-plus-1'],
          balance: { main: 17 },
          pending: { main: 14 },
        },
      },
      {
        // 31 points are three whole roubles; 1 % and 0.5 % of 1497 ₽ are 224.55 points; the tobacco gives none.
        at: '2027-03-06T11:00',
        goods: [food(1500_00), { ...cigarettes, price: 300_00, minPrice: 300_00 }],
        redeem: { wallet: 'main', max: true },
        then: {
          pay: 1797_00,
          points: 3_00,
          earned: { main: 224 },
          applied: ['base-earn', 'large-basket'],
          balance: { main: 1 },
          pending: { main: 224 },
        },
      },
      {
        // Nothing pays for vodka and nothing is earned on it.
        at: '2027-03-07T12:00',
        goods: [{ ...vodka, tags: ['card-price'] }],
        redeem: { wallet: 'main', max: true },
        then: { pay: 500_00, balance: { main: 225 } },
      },
      {
        // Not Easter's window yet; the goods' own flag keeps them from earning.
        at: '2027-04-18T23:59',
        goods: [{ category: 'bakery/easter', price: 300_00, flags: ['noPoints'] }],
        then: { pay: 300_00, balance: { main: 225 } },
      },
      {
        at: '2027-04-19T15:00',
        goods: [{ category: 'bakery/easter', price: 300_00 }],
        then: {
          pay: 255_00,
          off: 45_00,
          earned: { main: 25 },
          applied: ['base-earn', 'easter'],
          balance: { main: 225 },
          pending: { main: 25 },
        },
      },
      {
        at: '2027-05-03T15:00',
        goods: [{ category: 'bakery/easter', price: 300_00 }],
        then: {
          pay: 300_00,
          earned: { main: 30 },
          applied: ['base-earn'],
          balance: { main: 250 },
          pending: { main: 30 },
        },
      },
      {
        // One of the two: 10 % for the birthday, not 5 % for the morning. 1.5 % of 1800 ₽. One point went on 3 August.
        at: '2027-08-18T10:00',
        goods: [food(2000_00)],
        then: {
          pay: 1800_00,
          off: 200_00,
          earned: { main: 270 },
          applied: ['base-earn', 'birthday', 'large-basket'],
          balance: { main: 279 },
          pending: { main: 270 },
        },
        refused: { 'pensioner-morning': 'lost-to' },
        says: ['Вы сэкономили 200\u00a0₽.'],
      },
      {
        at: '2027-08-19T10:30',
        goods: [food(400_00)],
        then: {
          pay: 380_00,
          off: 20_00,
          earned: { main: 38 },
          applied: ['base-earn', 'pensioner-morning'],
          balance: { main: 549 },
          pending: { main: 38 },
        },
        refused: { birthday: 'limit' },
      },
      {
        // March's 224 went on 3 September: 363, and 360 pay 36 ₽. 50 kopecks are rounded away before.
        at: '2027-09-10T18:00',
        goods: [food(500_50)],
        redeem: { wallet: 'main', max: true },
        then: {
          pay: 464_00,
          off: 50,
          points: 36_00,
          earned: { main: 46 },
          applied: ['base-earn'],
          balance: { main: 3 },
          pending: { main: 46 },
        },
      },
      {
        at: '2027-12-30T14:00',
        goods: [food(100_00)],
        then: {
          pay: 100_00,
          earned: { main: 10 },
          applied: ['base-earn'],
          balance: { main: 49 },
          pending: { main: 10 },
        },
      },
    ],
  );
  const first = year.visits[0]?.quote.lines.map(({ net }) => net);
  expect(first).toEqual([170_60, 499_40, 200_00]);
  for (const { receipt, quote } of year.visits) {
    quote.lines.forEach((line, i) => {
      if (!/^(tobacco|alcohol)/.test(receipt.lines[i]?.category ?? '')) return;
      const promotions = line.discounts.map(({ promotion }) => promotion);
      expect(promotions.filter((id) => id !== 'rounding')).toEqual([]);
      expect([line.paidWithPoints, line.earned.main]).toEqual([0, 0]);
    });
  }
});
