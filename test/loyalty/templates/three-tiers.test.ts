import { it } from 'vitest';
import { threeTiers } from '../../../src/loyalty/templates/three-tiers.ts';
import { expectYear } from '../../support/expect-year.ts';

const clothes = (price: number) => ({ category: 'clothes', price });

it('three tiers: coupons, a birthday that beats one, silver, an offer to come back, gold and its week', () => {
  expectYear(threeTiers.program, { joinedAt: '2027-01-10', birthday: '--06-15' }, [
    {
      at: '2027-01-10T12:00',
      goods: [clothes(5000_00)],
      then: {
        pay: 5000_00,
        earned: { plus: 150 },
        applied: ['next-purchase'],
        coupons: ['NEXT-1'],
        balance: { plus: 150 },
        tier: 'bronze',
      },
      says: ['Ваш уровень — Бронза. Купон ниже', 'Your level is Bronze.'],
    },
    {
      // The day before the coupon's last: 300 ₽ off; 3 % of 2700 ₽. A new coupon only after 14 days.
      at: '2027-01-23T20:00',
      goods: [clothes(3000_00)],
      coupons: ['next-1'],
      then: {
        pay: 2700_00,
        off: 300_00,
        earned: { plus: 81 },
        applied: ['next-purchase-discount'],
        balance: { plus: 231 },
        tier: 'bronze',
      },
      refused: { 'next-purchase': 'limit' },
      says: ['Вы сэкономили 300\u00a0₽.'],
    },
    {
      // 5000 + 2700 + 23,000 = 30,700: silver from now on, this purchase still at 3 %.
      at: '2027-02-20T12:00',
      goods: [clothes(23_000_00)],
      coupons: ['NEXT-1'],
      then: {
        pay: 23_000_00,
        earned: { plus: 690 },
        applied: ['next-purchase'],
        coupons: ['NEXT-2'],
        balance: { plus: 921 },
        tier: 'silver',
      },
      refused: { 'next-purchase-discount': 'coupon' },
      says: ['Ваш уровень — Серебро.'],
    },
    {
      // The second coupon ended on 6 March. 5 % of 1900 ₽.
      at: '2027-03-10T12:00',
      goods: [clothes(1900_00)],
      coupons: ['NEXT-2'],
      then: { pay: 1900_00, earned: { plus: 95 }, balance: { plus: 1016 }, tier: 'silver' },
      refused: { 'next-purchase-discount': 'coupon', 'next-purchase': 'basket-amount 10000' },
    },
    {
      at: '2027-06-05T12:00',
      goods: [clothes(2000_00)],
      then: {
        pay: 2000_00,
        earned: { plus: 100 },
        applied: ['next-purchase'],
        coupons: ['NEXT-3'],
        balance: { plus: 1116 },
        tier: 'silver',
      },
    },
    {
      // One of the two: the birthday takes 1000 ₽ of the 1200 ₽ its 10 % are, the coupon would take 500 ₽.
      at: '2027-06-14T12:00',
      goods: [clothes(12_000_00)],
      coupons: ['NEXT-3'],
      then: {
        pay: 11_000_00,
        off: 1000_00,
        earned: { plus: 550 },
        applied: ['birthday'],
        balance: { plus: 1666 },
        tier: 'silver',
      },
      refused: { 'next-purchase-discount': 'lost-to', 'next-purchase': 'limit' },
    },
    {
      // So the coupon is still good.
      at: '2027-06-18T12:00',
      goods: [clothes(1000_00)],
      coupons: ['NEXT-3'],
      then: {
        pay: 900_00,
        off: 100_00,
        earned: { plus: 45 },
        applied: ['next-purchase-discount'],
        balance: { plus: 1711 },
        tier: 'silver',
      },
      refused: { birthday: 'limit' },
    },
    {
      // January's 150 went on 9 July: 1561. Half of 2600 ₽ is paid; the coupon asks what was due before that.
      // Taken: 81 + 690 + 95 + 100 and 334 of the 550.
      at: '2027-07-20T12:00',
      goods: [clothes(2600_00)],
      redeem: { wallet: 'plus', max: true },
      then: {
        pay: 1300_00,
        points: 1300_00,
        earned: { plus: 65 },
        applied: ['next-purchase'],
        coupons: ['NEXT-4'],
        balance: { plus: 326 },
        tier: 'silver',
      },
    },
    {
      // 15 % of the coffee, then 300 ₽ off 1880 ₽; 5 % of 1580 ₽.
      at: '2027-10-05T12:00',
      now: { segments: ['lapsed', 'coffee-lovers'] },
      goods: [{ category: 'coffee/beans', price: 800_00 }, clothes(1200_00)],
      then: {
        pay: 1580_00,
        off: 420_00,
        earned: { plus: 79 },
        applied: ['personal-coffee', 'personal-return'],
        balance: { plus: 405 },
        tier: 'silver',
      },
      refused: { 'next-purchase': 'basket-amount 42000' },
      says: ['Рады, что вы вернулись'],
    },
    {
      // 5000 + 2700 + 23,000 + 1900 + 2000 + 11,000 + 900 + 1300 + 1580 = 49,380, and 50,620 make 100,000: gold.
      at: '2027-11-10T12:00',
      now: { segments: [] },
      goods: [clothes(50_620_00)],
      then: {
        pay: 50_620_00,
        earned: { plus: 2531 },
        applied: ['next-purchase'],
        coupons: ['NEXT-5'],
        balance: { plus: 2936 },
        tier: 'gold',
      },
    },
    {
      at: '2027-11-21T23:59',
      goods: [{ ...clothes(500_00), tags: ['collection'] }],
      then: { pay: 500_00, earned: { plus: 50 }, balance: { plus: 2986 }, tier: 'gold' },
    },
    {
      // Gold week: 20 %. The coupon of the 10th ended on the 24th.
      at: '2027-11-25T12:00',
      goods: [{ ...clothes(5000_00), tags: ['collection'] }],
      coupons: ['NEXT-5'],
      then: {
        pay: 4000_00,
        off: 1000_00,
        earned: { plus: 400 },
        applied: ['gold-week', 'next-purchase'],
        coupons: ['NEXT-6'],
        balance: { plus: 3386 },
        tier: 'gold',
      },
      refused: { 'next-purchase-discount': 'coupon' },
      says: ['Ваш уровень — Золото: новая коллекция'],
    },
    {
      // June's 216 went on 11 December and 45 on the 15th: 3386 − 261 + 100. The week is over.
      at: '2027-12-20T12:00',
      goods: [{ ...clothes(1000_00), tags: ['collection'] }],
      then: { pay: 1000_00, earned: { plus: 100 }, balance: { plus: 3225 }, tier: 'gold' },
    },
  ]);
});
