import { it } from 'vitest';
import { charity } from '../../../src/loyalty/templates/charity.ts';
import { expectYear } from '../../support/expect-year.ts';

const goods = (price: number) => ({ category: 'food', price });
const donation = (price: number) => ({ category: 'charity/children', price });

it('charity: good habits, three donations, a week of triple points, and points that only a fund can get', () => {
  expectYear(charity.program, { joinedAt: '2027-01-05', birthday: '--11-11' }, [
    {
      // 2 % of 2000 ₽, 3 % of the 500 ₽ of eco goods, 5 for the bag.
      at: '2027-01-05T12:00',
      goods: [goods(1500_00), { ...goods(500_00), tags: ['eco'] }, { sku: 'OWN-BAG', price: 0 }],
      then: {
        pay: 2000_00,
        earned: { good: 60 },
        applied: ['eco-goods', 'kind-purchase', 'own-bag'],
        balance: { good: 60 },
      },
    },
    {
      // Points pay the donation and never the food.
      at: '2027-02-14T12:00',
      goods: [goods(300_00), donation(50_00)],
      redeem: { wallet: 'good', max: true },
      then: {
        pay: 300_00,
        points: 50_00,
        earned: { good: 6 },
        applied: ['kind-purchase', 'thanks'],
        balance: { good: 16 },
      },
      says: ['Спасибо! Фонд получит', 'Поблагодарите'],
    },
    {
      // A gift card earns nothing, and points do not pay it either.
      at: '2027-03-01T12:00',
      goods: [{ ...goods(500_00), flags: ['noPoints'] }],
      redeem: { wallet: 'good', max: true },
      then: { pay: 500_00, balance: { good: 16 } },
    },
    {
      at: '2027-04-18T23:59',
      goods: [goods(1000_00)],
      then: { pay: 1000_00, earned: { good: 20 }, applied: ['kind-purchase'], balance: { good: 36 } },
    },
    {
      // (2 + 3) % three times.
      at: '2027-04-19T00:00',
      goods: [{ ...goods(1000_00), tags: ['eco'] }],
      then: {
        pay: 1000_00,
        earned: { good: 150 },
        applied: ['earth-week', 'eco-goods', 'kind-purchase'],
        balance: { good: 186 },
      },
      says: ['150 добрых баллов'],
    },
    {
      at: '2027-05-20T12:00',
      now: { segments: ['volunteers'] },
      goods: [goods(100_00)],
      then: {
        pay: 100_00,
        earned: { good: 102 },
        applied: ['kind-purchase', 'volunteer'],
        balance: { good: 288 },
      },
    },
    {
      at: '2027-06-10T12:00',
      goods: [goods(100_00)],
      then: { pay: 100_00, earned: { good: 2 }, applied: ['kind-purchase'], balance: { good: 290 } },
      refused: { volunteer: 'limit' },
    },
    {
      // January's last 10 went on 4 July: 280 pay, the rest of the donation is money and earns nothing.
      at: '2027-07-10T12:00',
      now: { segments: [] },
      goods: [donation(500_00)],
      redeem: { wallet: 'good', max: true },
      then: { pay: 220_00, points: 280_00, applied: ['thanks'] },
    },
    {
      at: '2027-11-11T12:00',
      goods: [goods(250_00)],
      then: {
        pay: 250_00,
        earned: { good: 55 },
        applied: ['birthday', 'kind-purchase'],
        balance: { good: 55 },
      },
    },
    {
      at: '2027-11-30T23:59',
      goods: [donation(10_00)],
      then: { pay: 10_00, applied: ['thanks'], balance: { good: 55 } },
    },
    {
      // December: the chain pays 50 ₽ of 100 ₽, points the other 50.
      at: '2027-12-24T12:00',
      goods: [donation(100_00)],
      redeem: { wallet: 'good', max: true },
      then: {
        pay: 0,
        off: 50_00,
        points: 50_00,
        applied: ['december-doubles', 'thanks'],
        balance: { good: 5 },
      },
      says: ['Половину пожертвования внесли мы: 50\u00a0₽.'],
    },
  ]);
});
