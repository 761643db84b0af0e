import { expect, it } from 'vitest';
import { simpleBonus } from '../../../src/loyalty/templates/simple-bonus.ts';
import { expectYear } from '../../support/expect-year.ts';

const tier = 'member';
const shopping = (price: number) => [{ price }];

it('simple bonus: a year from the welcome points to a December of double points', () => {
  const year = expectYear(simpleBonus.program, { joinedAt: '2027-01-15', birthday: '--05-20' }, [
    {
      // 5 % of 1000 ₽ and the 200 of the first purchase.
      at: '2027-01-15T12:00',
      goods: shopping(1000_00),
      then: { pay: 1000_00, earned: { main: 250 }, applied: ['welcome'], balance: { main: 250 }, tier },
      says: ['Анна, добро пожаловать! 200 баллов', 'Анна, welcome! 200 points'],
    },
    {
      // 30 % of 600 ₽ are 180 ₽; 5 % of the 420 ₽ left are 21; 250 − 180 + 21.
      at: '2027-02-10T12:00',
      goods: shopping(600_00),
      redeem: { wallet: 'main', max: true },
      then: { pay: 420_00, points: 180_00, earned: { main: 21 }, balance: { main: 91 }, tier },
      refused: { welcome: 'purchases' },
    },
    {
      // 5 % of 199.90 ₽ are 9.995, rounded down.
      at: '2027-03-05T12:00',
      goods: shopping(199_90),
      then: { pay: 199_90, earned: { main: 9 }, balance: { main: 100 }, tier },
    },
    {
      at: '2027-05-16T23:59',
      goods: shopping(10_00),
      then: { pay: 10_00, balance: { main: 100 }, tier },
      refused: { birthday: 'birthday' },
    },
    {
      // Three days before the birthday: 100 twice.
      at: '2027-05-17T00:00',
      goods: shopping(2000_00),
      then: { pay: 2000_00, earned: { main: 200 }, applied: ['birthday'], balance: { main: 300 }, tier },
      says: ['вдвое больше баллов: 200', 'Поздравьте'],
    },
    {
      at: '2027-05-22T12:00',
      goods: shopping(400_00),
      then: { pay: 400_00, earned: { main: 20 }, balance: { main: 320 }, tier },
      refused: { birthday: 'limit' },
    },
    {
      at: '2027-07-14T11:59',
      goods: shopping(10_00),
      then: { pay: 10_00, balance: { main: 320 }, tier },
    },
    {
      // The 70 left of January go after 180 days, to the minute: 250, and 5 more.
      at: '2027-07-14T12:00',
      goods: shopping(100_00),
      then: { pay: 100_00, earned: { main: 5 }, balance: { main: 255 }, tier },
    },
    {
      // 21 of February went on 9 August, 9 of March on 1 September: 225 are all there is, though 300 could pay.
      at: '2027-09-10T12:00',
      goods: shopping(1000_00),
      redeem: { wallet: 'main', points: 500 },
      then: { pay: 775_00, points: 225_00, earned: { main: 38 }, balance: { main: 38 }, tier },
    },
    {
      at: '2027-11-30T23:59',
      goods: shopping(1000_00),
      then: { pay: 1000_00, earned: { main: 50 }, balance: { main: 88 }, tier },
    },
    {
      at: '2027-12-01T00:00',
      goods: shopping(1000_00),
      then: { pay: 1000_00, earned: { main: 100 }, applied: ['december'], balance: { main: 188 }, tier },
      says: ['Сейчас на карте 188.'],
    },
    {
      // 5 % and 5 % of 509 ₽ are 50.9 together: one rounding, not 25 and 25.
      at: '2027-12-31T23:59',
      goods: shopping(509_90),
      then: { pay: 509_90, earned: { main: 50 }, applied: ['december'], balance: { main: 238 }, tier },
    },
    {
      at: '2028-01-01T00:00',
      goods: shopping(100_00),
      then: { pay: 100_00, earned: { main: 5 }, balance: { main: 243 }, tier },
    },
  ]);
  // 250 + 21 + 9 + 200 + 20 + 5 + 38 + 50 + 100 + 50 + 5 = 748 given, 405 spent, 70 + 21 + 9 expired, 243 left.
  const given = year.visits.map(({ quote }) => quote.totals.earned.main ?? 0);
  expect(given.reduce((sum, points) => sum + points, 0)).toBe(405 + 100 + 243);
});
