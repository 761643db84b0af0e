import { base, type ProgramTemplate, roubleWallet } from './template.ts';

const end = '2036-12-31T23:59';

export const threeTiers: ProgramTemplate = {
  id: 'three-tiers',
  name: { ru: 'Три уровня', en: 'Three tiers' },
  about: {
    ru: 'Бронза, серебро и золото: 3, 5 и 10 %. Купон на следующую покупку и личные предложения.',
    en: 'Bronze, silver and gold: 3, 5 and 10 %. A coupon for the next purchase and personal offers.',
  },
  program: {
    ...base,
    id: 'three-tiers',
    wallets: [roubleWallet],
    tiers: [
      { id: 'bronze', name: { ru: 'Бронза', en: 'Bronze' }, from: 0, earnPercent: 3 },
      { id: 'silver', name: { ru: 'Серебро', en: 'Silver' }, from: 3_000_000, earnPercent: 5 },
      { id: 'gold', name: { ru: 'Золото', en: 'Gold' }, from: 10_000_000, earnPercent: 10 },
    ],
    tierRule: { by: 'spend', windowDays: 365 },
    promotions: [
      {
        id: 'next-coupon',
        name: { ru: 'Купон на следующую покупку', en: 'Coupon for the next purchase' },
        when: { audience: 'members', basket: { minAmount: 200_000 }, to: end },
        then: [{ type: 'coupon', series: 'next', validDays: 14 }],
      },
      {
        id: 'next-purchase',
        name: { ru: '−10 % на следующую покупку', en: '10 % off the next purchase' },
        priority: 200,
        group: 'receipt-discount',
        stage: 'receipt',
        when: { coupon: { series: 'next' }, to: end },
        then: [{ type: 'percentOff', percent: 10, maxAmount: 100_000 }],
      },
      {
        id: 'come-back',
        name: { ru: 'Давно не виделись: −15 %', en: 'We missed you: 15 % off' },
        group: 'receipt-discount',
        stage: 'receipt',
        when: { segments: ['lapsed'], to: end },
        limit: { perMember: 1, perMemberDays: 90 },
        then: [{ type: 'percentOff', percent: 15, maxAmount: 100_000 }],
        text: {
          cashier: {
            ru: 'Клиента давно не было: расскажите о скидке 15 %.',
            en: 'The customer has been away: mention the 15 % discount.',
          },
        },
      },
      {
        id: 'gap',
        name: { ru: 'До следующего уровня', en: 'To the next tier' },
        when: { tiers: ['bronze', 'silver'], to: end },
        then: [
          {
            type: 'message',
            text: {
              ru: 'Ваш уровень: {tier.name}. До следующего осталось {tier.nextGap}.',
              en: 'Your tier: {tier.name}. {tier.nextGap} to the next one.',
            },
          },
        ],
      },
    ],
  },
};
