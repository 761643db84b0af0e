import { END_OF_PROGRAM_YEAR, type ProgramTemplate } from './template.ts';

/**
 * Tobacco may not be promoted in any way (federal law 15-FZ of 2013, article 16) and alcohol has minimum prices, so
 * both stay out of discounts, points and payment. What a minimum price guards beyond that comes with the goods.
 */
const excluded = { category: ['tobacco', 'alcohol'] };
const allowed = { except: excluded };

/** A neighbourhood grocery: card prices, hours for pensioners, points worth ten kopecks, whole roubles to pay. */
export const russianGrocery: ProgramTemplate = {
  id: 'russian-grocery',
  name: { ru: 'Продуктовый магазин', en: 'Russian grocery' },
  summary: {
    ru: 'Цены по карте, скидка пенсионерам, 10 баллов = 1 ₽; табак и алкоголь исключены, минимальные цены соблюдены.',
    en: 'Card prices, pensioners’ hours, 10 points = 1 ₽; tobacco and alcohol excluded, minimum prices kept.',
  },
  program: {
    schema: 1,
    id: 'russian-grocery',
    name: { ru: 'Продуктовый магазин', en: 'Russian grocery' },
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    locales: ['ru', 'en'],
    wallets: [
      {
        id: 'main',
        name: { ru: 'баллы', en: 'points' },
        scale: 0,
        value: 10,
        rounding: 'floor',
        activateAfterDays: 1,
        expireAfterDays: 180,
        // Ten points are a rouble: whole roubles stay whole.
        redeem: { maxShare: 50, step: 10, minPayable: 100, of: allowed },
      },
    ],
    promotions: [
      {
        id: 'easter',
        name: { ru: 'Куличи −15 % к Пасхе', en: 'Easter cakes −15%' },
        priority: 130,
        when: { from: '2027-04-19T00:00', to: '2027-05-02T23:59' },
        then: [{ type: 'percentOff', percent: 15, of: { category: ['bakery/easter'] } }],
        text: { receipt: { ru: 'К Пасхе: куличи −15 %.', en: 'For Easter: cakes −15%.' } },
      },
      {
        id: 'card-price',
        name: { ru: 'Цена по карте: −15 %', en: 'Card price: −15%' },
        priority: 120,
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members' },
        then: [{ type: 'percentOff', percent: 15, of: { tag: ['card-price'], ...allowed } }],
        text: { receipt: { ru: 'По карте: −15 %.', en: 'With the card: −15%.' } },
      },
      {
        id: 'yogurt-2-plus-1',
        name: { ru: 'Йогурты: третий бесплатно', en: 'Yogurts: the third is free' },
        priority: 110,
        when: { to: END_OF_PROGRAM_YEAR, audience: 'anyone' },
        then: [
          {
            type: 'buyGet',
            buy: { of: { category: ['dairy/yogurt'] }, quantity: 2 },
            get: { of: { category: ['dairy/yogurt'] }, quantity: 1, percent: 100 },
          },
        ],
        limit: { perReceipt: 5 },
        text: { receipt: { ru: 'Третий йогурт бесплатно.', en: 'The third yogurt is free.' } },
      },
      {
        id: 'pensioner-morning',
        name: { ru: 'Пенсионерам утром −5 %', en: 'Pensioners −5% in the morning' },
        priority: 100,
        group: 'whole-receipt',
        when: {
          to: END_OF_PROGRAM_YEAR,
          segments: ['pensioners'],
          weekdays: [1, 2, 3, 4, 5],
          hours: [['09:00', '13:00']],
        },
        then: [{ type: 'percentOff', percent: 5, of: allowed }],
        text: { receipt: { ru: 'Скидка пенсионерам −5 %.', en: 'Pensioners’ discount: −5%.' } },
      },
      {
        id: 'birthday',
        name: { ru: 'День рождения: −10 %, до 300 ₽', en: 'Birthday: −10%, up to 300 ₽' },
        priority: 90,
        group: 'whole-receipt',
        stage: 'receipt',
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', birthday: { before: 3, after: 3 } },
        then: [{ type: 'percentOff', percent: 10, of: allowed, maxAmount: 300_00 }],
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
        id: 'base-earn',
        name: { ru: '1 % баллами', en: '1% in points' },
        priority: 50,
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members' },
        then: [{ type: 'points', wallet: 'main', percent: 1, of: allowed }],
        text: {
          receipt: {
            ru: 'Начислено {points.earned}, на карте {points.balance}. Скоро сгорят: {points.expiringSoon}.',
            en: 'Earned {points.earned}, on the card {points.balance}. Expiring soon: {points.expiringSoon}.',
          },
        },
      },
      {
        id: 'large-basket',
        name: { ru: '+0,5 % от 1000 ₽', en: '+0.5% from 1000 ₽' },
        priority: 40,
        when: {
          to: END_OF_PROGRAM_YEAR,
          audience: 'members',
          basket: { of: allowed, minAmount: 1000_00 },
        },
        then: [{ type: 'points', wallet: 'main', percent: 0.5, of: allowed }],
        text: { receipt: { ru: 'Чек от 1000 ₽: +0,5 %.', en: 'A receipt from 1000 ₽: +0.5%.' } },
      },
    ],
    receipt: { roundTotalDownTo: 100 },
  },
};
