import { it } from 'vitest';
import { stars } from '../../../src/loyalty/templates/stars.ts';
import { expectYear } from '../../support/expect-year.ts';

const latte = (quantity = 1) => ({ category: 'drinks/handcrafted', price: 300_00, quantity });
const filter = (price: number) => ({ category: 'drinks/brewed', price });
const mug = (price: number) => ({ category: 'merchandise', price });

// Green: 4 % at 2 ₽ a star, so a star for 50 ₽; gold: three for 100 ₽.
it('stars: Mondays, an own cup, a birthday drink, rewards of three prices, gold and the autumn menu', () => {
  expectYear(stars.program, { joinedAt: '2027-01-11', birthday: '--03-14' }, [
    {
      at: '2027-01-12T09:00',
      goods: [latte(), filter(200_00)],
      then: { pay: 500_00, earned: { stars: 10 }, balance: { stars: 10 }, tier: 'green' },
    },
    {
      // A Monday: 18 twice, and 25 for three.
      at: '2027-01-18T09:00',
      goods: [latte(3)],
      then: {
        pay: 900_00,
        earned: { stars: 61 },
        applied: ['double-star-day', 'handcrafted-trio'],
        balance: { stars: 71 },
        tier: 'green',
      },
      says: ['Сегодня 61, всего 71.'],
    },
    {
      at: '2027-01-20T09:00',
      goods: [latte(3)],
      then: { pay: 900_00, earned: { stars: 18 }, balance: { stars: 89 }, tier: 'green' },
      refused: { 'handcrafted-trio': 'limit' },
    },
    {
      // 25 stars for the syrup; 4.6 stars of 230 ₽ are 4, the cup 5.
      at: '2027-02-10T09:00',
      goods: [filter(230_00), { category: 'extras', price: 50_00 }, { sku: 'OWN-CUP', price: 0 }],
      rewards: ['stars-25'],
      then: {
        pay: 230_00,
        off: 50_00,
        earned: { stars: 9 },
        applied: ['own-cup', 'stars-25'],
        balance: { stars: 73 },
        tier: 'green',
      },
      says: ['Спасибо за свою кружку!'],
    },
    {
      // The birthday: the dearer drink is free.
      at: '2027-03-14T09:00',
      goods: [{ ...latte(), price: 420_00 }, filter(200_00)],
      then: {
        pay: 200_00,
        off: 420_00,
        earned: { stars: 4 },
        applied: ['birthday-drink'],
        balance: { stars: 77 },
        tier: 'green',
      },
      says: ['Анна, с днём рождения!'],
    },
    {
      // A Monday, a day late for the birthday; 77 stars are not 100.
      at: '2027-03-15T09:00',
      goods: [filter(250_00)],
      rewards: ['stars-100'],
      then: {
        pay: 250_00,
        earned: { stars: 10 },
        applied: ['double-star-day'],
        balance: { stars: 87 },
        tier: 'green',
      },
      refused: { 'stars-100': 'points', 'birthday-drink': 'birthday' },
    },
    {
      at: '2027-04-06T09:00',
      goods: [mug(3000_00)],
      then: { pay: 3000_00, earned: { stars: 60 }, balance: { stars: 147 }, tier: 'green' },
    },
    {
      // The dearer of coffee and cake.
      at: '2027-04-07T09:00',
      goods: [filter(200_00), { category: 'bakery', price: 240_00 }],
      rewards: ['stars-100'],
      then: {
        pay: 200_00,
        off: 240_00,
        earned: { stars: 4 },
        applied: ['stars-100'],
        balance: { stars: 51 },
        tier: 'green',
      },
    },
    {
      // 500 + 900 + 900 + 230 + 200 + 250 + 3000 + 200 = 6180, and 9000 make 15,180: gold.
      at: '2027-05-12T09:00',
      goods: [mug(9000_00)],
      then: { pay: 9000_00, earned: { stars: 180 }, balance: { stars: 231 }, tier: 'gold' },
    },
    {
      // The reward pays 450 ₽ at most; 6 % of 30 ₽ are not one star.
      at: '2027-05-13T09:00',
      goods: [{ ...latte(), price: 480_00 }],
      rewards: ['stars-200'],
      then: { pay: 30_00, off: 450_00, applied: ['stars-200'], balance: { stars: 31 }, tier: 'gold' },
    },
    {
      // A Monday in September: 21 twice, and 10 a drink.
      at: '2027-09-06T09:00',
      goods: [{ ...latte(2), price: 350_00, tags: ['autumn'] }],
      then: {
        pay: 700_00,
        earned: { stars: 62 },
        applied: ['autumn-season', 'double-star-day'],
        balance: { stars: 93 },
        tier: 'gold',
      },
    },
    {
      // The 31 left of May went on 8 November. The autumn menu is over: 6 % of 350 ₽ are 10.5 stars.
      at: '2027-11-09T09:00',
      goods: [{ ...latte(), price: 350_00, tags: ['autumn'] }],
      then: { pay: 350_00, earned: { stars: 10 }, balance: { stars: 72 }, tier: 'gold' },
    },
    {
      // No extra on the receipt: the reward keeps its stars.
      at: '2027-12-24T09:00',
      goods: [{ category: 'food', price: 600_00 }],
      rewards: ['stars-25'],
      then: { pay: 600_00, earned: { stars: 18 }, balance: { stars: 90 }, tier: 'gold' },
      refused: { 'stars-25': 'no-matching-line' },
    },
  ]);
});
