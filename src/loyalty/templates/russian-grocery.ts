import { base, type ProgramTemplate, roubleWallet } from './template.ts';

const end = '2036-12-31T23:59';
/** Goods whose price the law protects: no discount, no points for them, no points to pay with. */
const protectedGoods = { category: ['tobacco', 'alcohol'] };

export const russianGrocery: ProgramTemplate = {
  id: 'russian-grocery',
  name: { ru: 'Продуктовый магазин', en: 'Russian grocery' },
  about: {
    ru: '3 % баллами, третий йогурт бесплатно, −10 % пенсионерам по будням до часа дня. Табак и алкоголь вне акций, чек округляется до рублей.',
    en: '3 % in points, the third yoghurt free, 10 % off for pensioners on weekday mornings. No promotions on tobacco and alcohol, totals in whole roubles.',
  },
  program: {
    ...base,
    id: 'russian-grocery',
    wallets: [{ ...roubleWallet, redeem: { maxShare: 30, minPayable: 100, of: { except: protectedGoods } } }],
    promotions: [
      {
        id: 'three-percent',
        name: { ru: '3 % баллами', en: '3 % in points' },
        when: { audience: 'members', to: end },
        then: [{ type: 'points', wallet: 'main', percent: 3, of: { except: protectedGoods } }],
      },
      {
        id: 'third-yoghurt',
        name: { ru: 'Третий йогурт бесплатно', en: 'The third yoghurt free' },
        priority: 200,
        when: { audience: 'members', to: end },
        then: [
          {
            type: 'buyGet',
            buy: { of: { category: ['dairy/yoghurt'] }, quantity: 2 },
            get: { of: { category: ['dairy/yoghurt'] }, quantity: 1 },
          },
        ],
      },
      {
        id: 'pensioners',
        name: { ru: 'Пенсионерам −10 %', en: '10 % off for pensioners' },
        when: { segments: ['pensioner'], weekdays: [1, 2, 3, 4, 5], hours: [['08:00', '13:00']], to: end },
        then: [{ type: 'percentOff', percent: 10, of: { except: protectedGoods } }],
      },
    ],
    receipt: { roundTotalDownTo: 100 },
  },
};
