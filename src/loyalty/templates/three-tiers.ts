import { END_OF_PROGRAM_YEAR, type ProgramTemplate } from './template.ts';

/** Three levels by a year's spend, a discount that brings the customer back, and offers for segments. */
export const threeTiers: ProgramTemplate = {
  id: 'three-tiers',
  name: { ru: 'Три уровня', en: 'Three tiers' },
  summary: {
    ru: 'Бронза, Серебро, Золото: 3, 5 и 10 % баллами, скидка на следующую покупку и личные предложения.',
    en: 'Bronze, Silver, Gold: 3, 5 and 10% in points, a next-purchase discount and personal offers.',
  },
  program: {
    schema: 1,
    id: 'three-tiers',
    name: { ru: 'Три уровня', en: 'Three tiers' },
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    locales: ['ru', 'en'],
    wallets: [
      {
        id: 'plus',
        name: { ru: 'плюсы', en: 'pluses' },
        scale: 0,
        value: 100,
        rounding: 'floor',
        expireAfterDays: 180,
        redeem: { maxShare: 50, minPayable: 100 },
      },
    ],
    tiers: [
      { id: 'bronze', name: { ru: 'Бронза', en: 'Bronze' }, from: 0, earnPercent: 3 },
      { id: 'silver', name: { ru: 'Серебро', en: 'Silver' }, from: 30_000_00, earnPercent: 5 },
      { id: 'gold', name: { ru: 'Золото', en: 'Gold' }, from: 100_000_00, earnPercent: 10 },
    ],
    tierRule: { by: 'spend', windowDays: 365 },
    promotions: [
      {
        id: 'gold-week',
        name: { ru: 'Неделя Золота: −20 % на новую коллекцию', en: 'Gold week: −20% on the new collection' },
        priority: 120,
        when: { from: '2027-11-22T00:00', to: '2027-11-28T23:59', tiers: ['gold'] },
        then: [{ type: 'percentOff', percent: 20, of: { tag: ['collection'] } }],
        text: {
          receipt: {
            ru: 'Ваш уровень — {tier.name}: новая коллекция со скидкой раньше всех.',
            en: 'Your level is {tier.name}: the new collection at a discount before anyone else.',
          },
        },
      },
      {
        id: 'personal-coffee',
        name: { ru: 'Лично вам: кофе −15 %', en: 'For you: coffee −15%' },
        priority: 110,
        when: { to: END_OF_PROGRAM_YEAR, segments: ['coffee-lovers'] },
        then: [{ type: 'percentOff', percent: 15, of: { category: ['coffee'] } }],
        limit: { perMember: 4, perMemberDays: 30 },
        text: {
          receipt: { ru: 'Личное предложение: кофе −15 %.', en: 'A personal offer: coffee −15%.' },
        },
      },
      {
        id: 'birthday',
        name: { ru: 'День рождения: −10 %, до 1000 ₽', en: 'Birthday: −10%, up to 1000 ₽' },
        priority: 100,
        group: 'whole-receipt',
        stage: 'receipt',
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', birthday: { before: 3, after: 7 } },
        then: [
          {
            type: 'percentOff',
            percent: 10,
            of: { except: { category: ['gift-cards'] } },
            maxAmount: 1000_00,
          },
        ],
        limit: { perMember: 1, perMemberDays: 300 },
        text: {
          receipt: {
            ru: '{member.firstName}, с днём рождения! Вы сэкономили {amount.saved}.',
            en: '{member.firstName}, happy birthday! You saved {amount.saved}.',
          },
          cashier: { ru: 'Поздравьте с днём рождения.', en: 'Say happy birthday.' },
        },
      },
      {
        id: 'next-purchase-discount',
        name: { ru: 'Скидка 10 % по купону, до 500 ₽', en: '10% off with the coupon, up to 500 ₽' },
        priority: 90,
        group: 'whole-receipt',
        stage: 'receipt',
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', coupon: { series: 'NEXT' } },
        then: [
          {
            type: 'percentOff',
            percent: 10,
            of: { except: { category: ['gift-cards'] } },
            maxAmount: 500_00,
          },
        ],
        text: {
          receipt: {
            ru: 'Купон принят. Вы сэкономили {amount.saved}.',
            en: 'Coupon taken. You saved {amount.saved}.',
          },
        },
      },
      {
        id: 'personal-return',
        name: { ru: 'Мы скучали: −300 ₽ от 1500 ₽', en: 'We missed you: −300 ₽ from 1500 ₽' },
        priority: 80,
        when: { to: END_OF_PROGRAM_YEAR, segments: ['lapsed'], basket: { minAmount: 1500_00 } },
        then: [{ type: 'amountOff', amount: 300_00, per: 'receipt' }],
        limit: { perMember: 1, perMemberDays: 90 },
        text: {
          receipt: { ru: 'Рады, что вы вернулись: −300 ₽.', en: 'Glad you are back: −300 ₽.' },
          cashier: {
            ru: 'Давно не был: предложите набрать 1500 ₽ ради скидки 300 ₽.',
            en: 'A returning guest: suggest reaching 1500 ₽ for 300 ₽ off.',
          },
        },
      },
      {
        id: 'next-purchase',
        name: { ru: 'Купон на следующую покупку', en: 'A coupon for the next purchase' },
        priority: 50,
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', basket: { minAmount: 2000_00 } },
        then: [{ type: 'coupon', series: 'NEXT', validDays: 14 }],
        limit: { perMember: 1, perMemberDays: 14 },
        text: {
          receipt: {
            ru: 'Ваш уровень — {tier.name}. Купон ниже: −10 % на следующую покупку, 14 дней.',
            en: 'Your level is {tier.name}. The coupon below: 10% off the next purchase, 14 days.',
          },
          cashier: { ru: 'Отдайте купон вместе с чеком.', en: 'Hand over the coupon with the receipt.' },
        },
      },
    ],
  },
};
