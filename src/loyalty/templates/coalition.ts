import { END_OF_PROGRAM_YEAR, type ProgramTemplate } from './template.ts';

// A brand is its stores and its wallet: points are earned in the wallet of the brand that sells and pay at all three,
// so the ledger shows by wallet who promised the points and by store who took them.
const freshStores = ['fresh-1', 'fresh-2'];
const driveStores = ['drive-1', 'drive-2'];
const pharmaStores = ['pharma-1'];

const wallet = (id: string, name: { ru: string; en: string }) => ({
  id,
  name,
  scale: 0,
  value: 100,
  rounding: 'floor' as const,
  expireAfterDays: 180,
  redeem: { maxShare: 50, minPayable: 100 },
});

/** Three brands with one card: each gives its own points, each takes the points of all. */
export const coalition: ProgramTemplate = {
  id: 'coalition',
  name: { ru: 'Коалиция трёх брендов', en: 'Coalition of three brands' },
  summary: {
    ru: 'Продукты, заправка и аптека с одной картой; у каждого бренда свой кошелёк и взаиморасчёт.',
    en: 'Groceries, fuel and a pharmacy on one card; each brand has a wallet, and they settle.',
  },
  program: {
    schema: 1,
    id: 'coalition',
    name: { ru: 'Коалиция трёх брендов', en: 'Coalition of three brands' },
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    locales: ['ru', 'en'],
    wallets: [
      wallet('fresh', { ru: 'баллы «Фреш»', en: 'Fresh points' }),
      wallet('drive', { ru: 'баллы «Драйв»', en: 'Drive points' }),
      wallet('pharma', { ru: 'баллы «Фарма»', en: 'Pharma points' }),
    ],
    promotions: [
      {
        id: 'fuel-discount',
        name: { ru: 'Топливо −5 % по купону, до 300 ₽', en: 'Fuel −5% with the coupon, up to 300 ₽' },
        priority: 110,
        when: {
          to: END_OF_PROGRAM_YEAR,
          audience: 'members',
          stores: driveStores,
          coupon: { series: 'FUEL' },
        },
        then: [{ type: 'percentOff', percent: 5, of: { category: ['fuel'] }, maxAmount: 300_00 }],
        text: {
          receipt: {
            ru: 'Купон «Фреш»: топливо −5 %, вы сэкономили {amount.saved}.',
            en: 'Fresh coupon: fuel −5%, you saved {amount.saved}.',
          },
        },
      },
      {
        id: 'fresh-earn',
        name: { ru: '«Фреш»: 2 % баллами', en: 'Fresh: 2% in points' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', stores: freshStores },
        then: [{ type: 'points', wallet: 'fresh', percent: 2 }],
        text: {
          receipt: { ru: 'Баллы «Фреш»: {points.balance}.', en: 'Fresh points: {points.balance}.' },
        },
      },
      {
        id: 'drive-earn',
        name: { ru: '«Драйв»: 1 % баллами', en: 'Drive: 1% in points' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', stores: driveStores },
        then: [{ type: 'points', wallet: 'drive', percent: 1 }],
        text: {
          receipt: { ru: 'Баллы «Драйв»: {points.balance}.', en: 'Drive points: {points.balance}.' },
        },
      },
      {
        id: 'pharma-earn',
        name: {
          ru: '«Фарма»: 3 % баллами, кроме рецептурных',
          en: 'Pharma: 3% in points, not on prescriptions',
        },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', stores: pharmaStores },
        then: [
          { type: 'points', wallet: 'pharma', percent: 3, of: { except: { category: ['prescription'] } } },
        ],
        text: {
          receipt: { ru: 'Баллы «Фарма»: {points.balance}.', en: 'Pharma points: {points.balance}.' },
        },
      },
      {
        id: 'spring-health',
        name: { ru: 'Март: витамины +2 %', en: 'March: vitamins +2%' },
        when: {
          from: '2027-03-01T00:00',
          to: '2027-03-31T23:59',
          audience: 'members',
          stores: pharmaStores,
        },
        then: [{ type: 'points', wallet: 'pharma', percent: 2, of: { category: ['vitamins'] } }],
        text: { receipt: { ru: 'Март: +2 % за витамины.', en: 'March: +2% for vitamins.' } },
      },
      {
        id: 'three-brands',
        name: { ru: '300 баллов тем, кто покупает у всех', en: '300 points for buying from all three' },
        when: {
          to: END_OF_PROGRAM_YEAR,
          stores: freshStores,
          segments: ['all-three-brands'],
          basket: { minAmount: 1000_00 },
        },
        then: [{ type: 'points', wallet: 'fresh', fixed: 300 }],
        limit: { perMember: 1, perMemberDays: 30 },
        text: {
          receipt: {
            ru: 'Вы были у всех трёх брендов: 300 баллов.',
            en: 'You have been to all three brands: 300 points.',
          },
        },
      },
      {
        id: 'birthday',
        name: { ru: '100 баллов в день рождения', en: '100 points on the birthday' },
        when: {
          to: END_OF_PROGRAM_YEAR,
          audience: 'members',
          stores: freshStores,
          birthday: { before: 0, after: 7 },
        },
        then: [{ type: 'points', wallet: 'fresh', fixed: 100 }],
        limit: { perMember: 1, perMemberDays: 300 },
        text: {
          receipt: {
            ru: '{member.firstName}, с днём рождения! 100 баллов в подарок.',
            en: '{member.firstName}, happy birthday! 100 points for you.',
          },
          cashier: { ru: 'Поздравьте с днём рождения.', en: 'Say happy birthday.' },
        },
      },
      {
        id: 'fuel-coupon',
        name: { ru: 'Купон на топливо при чеке от 2000 ₽', en: 'A fuel coupon from 2000 ₽' },
        priority: 50,
        when: {
          to: END_OF_PROGRAM_YEAR,
          audience: 'members',
          stores: freshStores,
          basket: { minAmount: 2000_00 },
        },
        then: [{ type: 'coupon', series: 'FUEL', validDays: 10 }],
        limit: { perMember: 1, perMemberDays: 7 },
        text: {
          receipt: {
            ru: 'Купон на «Драйв»: топливо −5 %, 10 дней.',
            en: 'A Drive coupon: fuel −5%, 10 days.',
          },
          cashier: { ru: 'Отдайте купон на топливо.', en: 'Hand over the fuel coupon.' },
        },
      },
    ],
  },
};
