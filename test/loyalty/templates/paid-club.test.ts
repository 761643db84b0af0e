import { it } from 'vitest';
import { paidClub } from '../../../src/loyalty/templates/paid-club.ts';
import { expectYear } from '../../support/expect-year.ts';

const things = (price: number) => ({ category: 'home', price });
const delivery = { category: 'delivery', price: 199_00 };
const laptop = (price: number) => ({ category: 'electronics/laptops', price });
const inClub = ['club-cashback', 'everyone-cashback'];

it('paid club: a guest of the club joins, saves on delivery, club prices and club days, and earns more', () => {
  expectYear(paidClub.program, { joinedAt: '2027-01-20', birthday: '--09-09' }, [
    {
      // 1 % of 1000 ₽; nothing for the delivery.
      at: '2027-01-20T12:00',
      goods: [things(1000_00), delivery],
      then: {
        pay: 1199_00,
        earned: { cashback: 10 },
        applied: ['everyone-cashback'],
        balance: { cashback: 10 },
      },
      refused: {
        'free-delivery': 'club',
        'delivery-from-3000': 'basket-amount 200000',
        'club-cashback': 'club',
      },
      says: ['Кэшбэк за покупку: 10. Накоплено: 10.'],
    },
    {
      // The membership earns nothing; the bag is a gift.
      at: '2027-02-01T12:00',
      goods: [
        { sku: 'CLUB-YEAR', category: 'membership', price: 1990_00 },
        { sku: 'CLUB-BAG', category: 'gifts', price: 300_00 },
      ],
      then: {
        pay: 1990_00,
        off: 300_00,
        applied: ['club-gift'],
        clubs: { prime: '2028-02-01' },
        balance: { cashback: 10 },
      },
      says: ['Положите клубную сумку'],
    },
    {
      // 15 % of 400 ₽ and the delivery; 1 % and 4 % of 1940 ₽.
      at: '2027-02-02T12:00',
      goods: [things(1600_00), { ...things(400_00), tags: ['club-price'] }, delivery],
      then: {
        pay: 1940_00,
        off: 259_00,
        earned: { cashback: 97 },
        applied: ['club-cashback', 'club-price', 'everyone-cashback', 'free-delivery'],
        balance: { cashback: 107 },
      },
    },
    {
      // Half of 150 ₽; 5 % of 75 ₽ are 3.75.
      at: '2027-04-15T12:00',
      goods: [things(150_00)],
      redeem: { wallet: 'cashback', max: true },
      then: {
        pay: 75_00,
        points: 75_00,
        earned: { cashback: 3 },
        applied: inClub,
        balance: { cashback: 35 },
      },
    },
    {
      at: '2027-07-12T23:59',
      goods: [laptop(10_000_00)],
      then: {
        pay: 10_000_00,
        earned: { cashback: 500 },
        applied: inClub,
        balance: { cashback: 535 },
      },
    },
    {
      // 25 % of 60,000 ₽ would be 15,000 ₽: 10,000 at most.
      at: '2027-07-13T00:00',
      goods: [laptop(60_000_00)],
      then: {
        pay: 50_000_00,
        off: 10_000_00,
        earned: { cashback: 2500 },
        applied: [...inClub, 'prime-days'],
        balance: { cashback: 3035 },
      },
    },
    {
      at: '2027-07-14T23:59',
      goods: [laptop(1000_00)],
      then: {
        pay: 1000_00,
        earned: { cashback: 50 },
        applied: inClub,
        balance: { cashback: 3085 },
      },
      refused: { 'prime-days': 'limit' },
    },
    {
      // The 32 left of 2 February went on 1 August.
      at: '2027-08-10T12:00',
      goods: [things(500_00), delivery],
      then: {
        pay: 500_00,
        off: 199_00,
        earned: { cashback: 25 },
        applied: [...inClub, 'free-delivery'],
        balance: { cashback: 3078 },
      },
    },
    {
      at: '2027-09-09T12:00',
      goods: [things(1000_00)],
      then: {
        pay: 1000_00,
        earned: { cashback: 550 },
        applied: ['birthday', ...inClub],
        balance: { cashback: 3628 },
      },
    },
    {
      // April's 3 went on 12 October. Either promotion pays the delivery: only one is used.
      at: '2027-12-20T12:00',
      goods: [things(4000_00), delivery],
      redeem: { wallet: 'cashback', points: 1000 },
      then: {
        pay: 3000_00,
        off: 199_00,
        points: 1000_00,
        earned: { cashback: 150 },
        applied: [...inClub, 'free-delivery'],
        balance: { cashback: 2775 },
      },
      refused: { 'delivery-from-3000': 'lost-to' },
    },
  ]);
});

it('paid club: a month lasts thirty days, the last of them included', () => {
  expectYear(paidClub.program, { joinedAt: '2027-03-01', birthday: '--09-09' }, [
    {
      at: '2027-03-01T12:00',
      goods: [{ sku: 'CLUB-MONTH', category: 'membership', price: 299_00 }],
      then: { pay: 299_00, clubs: { 'prime-month': '2027-03-31' } },
    },
    {
      at: '2027-03-31T23:59',
      goods: [things(200_00)],
      then: { pay: 200_00, earned: { cashback: 10 }, applied: inClub, balance: { cashback: 10 } },
    },
    {
      at: '2027-04-01T00:00',
      goods: [things(200_00)],
      then: {
        pay: 200_00,
        earned: { cashback: 2 },
        applied: ['everyone-cashback'],
        balance: { cashback: 12 },
      },
      refused: { 'club-cashback': 'club' },
    },
  ]);
});
