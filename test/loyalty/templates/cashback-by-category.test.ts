import { it } from 'vitest';
import { cashbackByCategory } from '../../../src/loyalty/templates/cashback-by-category.ts';
import { expectYear } from '../../support/expect-year.ts';

const tier = 'client';

// Cashback in kopecks: 11600 is 116 ₽.
it('cashback by category: two picks that change, two weeks of waiting, flowers in March, points that go', () => {
  expectYear(
    cashbackByCategory.program,
    { joinedAt: '2027-02-01', birthday: '--09-01', choices: { categories: ['coffee', 'dairy'] } },
    [
      {
        // First 30 days twice: coffee (1 + 10) % × 2 of 500 ₽ = 110 ₽, household 1 % × 2 of 300 ₽ = 6 ₽.
        at: '2027-02-05T12:00',
        goods: [
          { category: 'coffee/beans', price: 500_00 },
          { category: 'household', price: 300_00 },
        ],
        then: {
          pay: 800_00,
          earned: { cashback: 11600 },
          applied: ['newcomer'],
          pending: { cashback: 11600 },
          tier,
        },
        says: ['За эту покупку: 116 ₽', 'Новый участник'],
        refused: { 'large-basket': 'basket-amount 220000' },
      },
      {
        // Day 33. Flowers (1 + 10) % of 1500 ₽ = 165 ₽; the third pick does not count: pets 1 % of 200 ₽ = 2 ₽.
        at: '2027-03-06T12:00',
        now: { choices: { categories: ['coffee', 'dairy', 'pets'] } },
        goods: [
          { category: 'flowers', price: 1500_00 },
          { category: 'pets', price: 200_00 },
        ],
        then: {
          pay: 1700_00,
          earned: { cashback: 16700 },
          applied: ['march-flowers'],
          balance: { cashback: 11600 },
          pending: { cashback: 16700 },
          tier,
        },
        refused: { newcomer: 'tenure' },
      },
      {
        // The window closed with the 8th. 116 ₽ over 1000 : 100 is 105.45 and 10.55; what is left earns:
        // 1 % of 894.55 ₽ = 8.9455 ₽, 11 % of 89.45 ₽ = 9.8395 ₽, together 18.785 ₽, down to 18.78 ₽.
        at: '2027-03-09T00:00',
        goods: [
          { category: 'flowers', price: 1000_00 },
          { category: 'coffee', price: 100_00 },
        ],
        redeem: { wallet: 'cashback', max: true },
        then: {
          pay: 984_00,
          points: 116_00,
          earned: { cashback: 1878 },
          pending: { cashback: 18578 },
          tier,
        },
      },
      {
        // Other picks. From 3000 ₽ 1 % more: pets 1 + 7 + 1 = 9 % of 2000 ₽, produce 1 + 1 = 2 % of 1500 ₽.
        at: '2027-04-10T12:00',
        now: { choices: { categories: ['pets', 'bakery'] } },
        goods: [
          { category: 'pets/cats', price: 2000_00 },
          { category: 'produce', price: 1500_00 },
        ],
        then: {
          pay: 3500_00,
          earned: { cashback: 21000 },
          applied: ['large-basket'],
          balance: { cashback: 18578 },
          pending: { cashback: 21000 },
          tier,
        },
      },
      {
        // March is gone (16 and 19 September): 210 ₽ of April are left, 100 of them pay. Dairy is no longer picked.
        at: '2027-10-01T12:00',
        goods: [{ category: 'dairy/milk', price: 250_00 }],
        redeem: { wallet: 'cashback', points: 10000 },
        then: {
          pay: 150_00,
          points: 100_00,
          earned: { cashback: 150 },
          balance: { cashback: 11000 },
          pending: { cashback: 150 },
          tier,
        },
      },
      {
        // A minute before April goes: 110 ₽ and the 1.50 ₽ active since the 15th. Bakery 1 + 5 %.
        at: '2027-10-21T11:59',
        goods: [{ category: 'bakery', price: 100_00 }],
        then: {
          pay: 100_00,
          earned: { cashback: 600 },
          balance: { cashback: 11150 },
          pending: { cashback: 600 },
          tier,
        },
      },
      {
        // 1 % of 99.99 ₽ is 0.9999 ₽: 99 kopecks.
        at: '2027-10-21T12:00',
        goods: [{ category: 'produce', price: 99_99 }],
        then: {
          pay: 99_99,
          earned: { cashback: 99 },
          balance: { cashback: 150 },
          pending: { cashback: 699 },
          tier,
        },
      },
      {
        at: '2027-12-30T12:00',
        goods: [{ category: 'produce', price: 2999_99 }],
        then: {
          pay: 2999_99,
          earned: { cashback: 2999 },
          balance: { cashback: 849 },
          pending: { cashback: 2999 },
          tier,
        },
        refused: { 'large-basket': 'basket-amount 1' },
      },
    ],
  );
});
