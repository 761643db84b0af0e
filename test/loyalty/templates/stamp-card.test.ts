import { it } from 'vitest';
import { stampCard } from '../../../src/loyalty/templates/stamp-card.ts';
import { expectYear, type Step } from '../../support/expect-year.ts';

const coffee = (price: number, quantity = 1) => ({ category: 'coffee', price, quantity });
const lunch = (price: number, quantity = 1) => ({ category: 'lunch', price, quantity });
const lemonade = (quantity = 1) => ({ category: 'drinks/lemonade', price: 190_00, quantity });

/** A lunch in June that adds a stamp to so many. */
const lunchOn = (day: string, stamps: number): Step => ({
  at: `2027-06-${day}T12:30`,
  goods: [lunch(400_00)],
  then: { pay: 400_00, applied: ['lunch-stamp'], stamps: { coffee: 1, lunch: stamps } },
});

it('stamp card: a free coffee, a coupon for two, a lunch at half price, summer and a birthday dessert', () => {
  expectYear(stampCard.program, { joinedAt: '2027-03-01', birthday: '--07-07' }, [
    {
      at: '2027-03-01T08:30',
      goods: [coffee(200_00, 2)],
      then: { pay: 400_00, applied: ['friend-coupon'], coupons: ['FRIEND-1'], stamps: { coffee: 2 } },
    },
    {
      at: '2027-03-02T12:00',
      goods: [lunch(360_00), coffee(200_00)],
      then: { pay: 560_00, applied: ['lunch-stamp'], stamps: { coffee: 3, lunch: 1 } },
    },
    {
      // A lunch of 349 ₽ is 1 ₽ short of a stamp; 20 % of the dessert with the coupon.
      at: '2027-03-05T15:59',
      goods: [lunch(349_00), { category: 'dessert', price: 300_00 }],
      coupons: ['FRIEND-1'],
      then: { pay: 589_00, off: 60_00, applied: ['friend-dessert'], stamps: { coffee: 3, lunch: 1 } },
      refused: { 'lunch-stamp': 'basket-amount 100' },
    },
    {
      // 30 % of 240 ₽ from seven in the evening; the card is full now.
      at: '2027-03-10T19:00',
      goods: [{ category: 'bakery', price: 120_00, quantity: 2 }, coffee(220_00, 3)],
      then: { pay: 828_00, off: 72_00, applied: ['evening-bakery'], stamps: { coffee: 6, lunch: 1 } },
      refused: { 'friend-coupon': 'limit' },
    },
    {
      // The dearer one is the gift, up to 350 ₽, and brings no stamp; the other begins a new card.
      at: '2027-03-11T08:30',
      goods: [coffee(250_00), coffee(380_00)],
      then: { pay: 280_00, off: 350_00, applied: ['coffee'], stamps: { coffee: 1, lunch: 1 } },
    },
    {
      at: '2027-05-31T23:59',
      goods: [lemonade()],
      then: { pay: 190_00, stamps: { coffee: 1, lunch: 1 } },
    },
    {
      at: '2027-06-01T00:00',
      goods: [lemonade(2)],
      then: { pay: 300_00, off: 80_00, applied: ['summer-lemonade'], stamps: { coffee: 1, lunch: 1 } },
      says: ['Летняя цена лимонада'],
    },
    lunchOn('02', 2),
    lunchOn('03', 3),
    lunchOn('04', 4),
    {
      // Saturday.
      at: '2027-06-05T12:30',
      goods: [lunch(400_00)],
      then: { pay: 400_00, stamps: { coffee: 1, lunch: 4 } },
    },
    lunchOn('07', 5),
    {
      // Half of 900 ₽ is 450 ₽, 400 at most; the 500 ₽ left begin a new card.
      at: '2027-06-08T13:00',
      goods: [lunch(450_00, 2)],
      then: {
        pay: 500_00,
        off: 400_00,
        applied: ['lunch', 'lunch-stamp'],
        stamps: { coffee: 1, lunch: 1 },
      },
    },
    {
      at: '2027-07-07T16:00',
      goods: [{ category: 'dessert', price: 320_00 }, coffee(200_00)],
      then: {
        pay: 200_00,
        off: 320_00,
        applied: ['birthday-dessert'],
        stamps: { coffee: 2, lunch: 1 },
      },
      says: ['Анна, с днём рождения! Десерт'],
    },
    {
      at: '2027-07-13T16:00',
      goods: [{ category: 'dessert', price: 300_00 }],
      then: { pay: 300_00, stamps: { coffee: 2, lunch: 1 } },
      refused: { 'birthday-dessert': 'limit' },
    },
    {
      at: '2027-09-01T00:00',
      goods: [lemonade()],
      then: { pay: 190_00, stamps: { coffee: 2, lunch: 1 } },
    },
    {
      // Ten in the evening is past the hours; 90 days later the coupon is another.
      at: '2027-12-30T22:00',
      goods: [{ category: 'bakery', price: 120_00 }, coffee(200_00, 2)],
      then: {
        pay: 520_00,
        applied: ['friend-coupon'],
        coupons: ['FRIEND-2'],
        stamps: { coffee: 4, lunch: 1 },
      },
    },
    {
      // The first coupon is used up.
      at: '2027-12-31T15:00',
      goods: [{ category: 'dessert', price: 300_00 }],
      coupons: ['FRIEND-1'],
      then: { pay: 300_00, stamps: { coffee: 4, lunch: 1 } },
      refused: { 'friend-dessert': 'coupon' },
    },
  ]);
});
