import type { ProgramInput } from '../../contracts/program.ts';

/** The demo chain's program: three tiers, points worth a rouble, and a handful of promotions a till can show. */
export const demoProgram: ProgramInput = {
  schema: 1,
  id: 'lukoshko',
  name: { ru: 'Лукошко: друзья', en: 'Lukoshko Friends' },
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  locales: ['ru', 'en'],
  wallets: [
    {
      id: 'main',
      name: { ru: 'баллы', en: 'points' },
      scale: 0,
      value: 100,
      rounding: 'floor',
      expireAfterDays: 365,
      redeem: { maxShare: 50, minReceipt: 0, step: 1, minPayable: 100, of: {} },
    },
  ],
  tiers: [
    { id: 'bronze', name: { ru: 'Бронза', en: 'Bronze' }, from: 0, earnPercent: 3 },
    { id: 'silver', name: { ru: 'Серебро', en: 'Silver' }, from: 3000000, earnPercent: 5 },
    { id: 'gold', name: { ru: 'Золото', en: 'Gold' }, from: 10000000, earnPercent: 7 },
  ],
  tierRule: { by: 'spend', windowDays: 365 },
  promotions: [
    {
      id: 'milk-20',
      name: { ru: 'Молоко −20 % по карте', en: 'Milk −20% for members' },
      priority: 100,
      when: { audience: 'members' },
      then: [{ type: 'percentOff', percent: 20, of: { category: ['dairy/milk', 'dairy/kefir'] } }],
    },
    {
      id: 'pastry-10',
      name: { ru: 'Выпечка −10 ₽', en: 'Pastry −10 ₽' },
      priority: 90,
      when: {},
      then: [{ type: 'amountOff', amount: 1000, per: 'unit', of: { category: ['bakery/pastry'] } }],
    },
    {
      id: 'gold-coffee',
      name: { ru: 'Кофе −15 % для «Золота»', en: 'Coffee −15% for Gold' },
      priority: 80,
      when: { audience: 'members', tiers: ['gold'] },
      then: [{ type: 'percentOff', percent: 15, of: { category: ['coffee'] } }],
    },
    {
      id: 'basket-2000',
      name: { ru: '−150 ₽ при чеке от 2000 ₽', en: '−150 ₽ from 2000 ₽' },
      priority: 10,
      when: { audience: 'members', basket: { of: {}, minAmount: 200000 } },
      then: [{ type: 'amountOff', amount: 15000, per: 'receipt', of: {} }],
    },
  ],
  rewards: [
    {
      id: 'coffee-100',
      name: { ru: 'Кофе со скидкой 150 ₽', en: 'Coffee 150 ₽ off' },
      wallet: 'main',
      cost: 100,
      then: { type: 'amountOff', amount: 15000, per: 'receipt', of: { category: ['coffee'] } },
    },
    {
      id: 'pastry-gift',
      name: { ru: 'Выпечка в подарок', en: 'A free pastry' },
      wallet: 'main',
      cost: 150,
      then: { type: 'unitsOff', units: 1, percent: 100, of: { category: ['bakery/pastry'] } },
    },
  ],
  stampCards: [
    {
      id: 'coffee-card',
      name: { ru: 'Шестой кофе в подарок', en: 'Sixth coffee free' },
      of: { category: ['coffee'] },
      target: 5,
      then: { type: 'unitsOff', units: 1, percent: 100, of: { category: ['coffee'] } },
    },
  ],
  receipt: { roundTotalDownTo: 1 },
  defaults: { conflict: 'best' },
};
