import { END_OF_PROGRAM_YEAR, type ProgramTemplate } from './template.ts';

/** Stars for drinks and food, spent only on rewards of fixed cost. */
export const stars: ProgramTemplate = {
  id: 'stars',
  name: { ru: 'Звёзды и награды', en: 'Stars and rewards' },
  summary: {
    ru: 'Звезда за каждые 50 ₽; 25, 100, 200, 300 и 400 звёзд — награды. Для кофеен.',
    en: 'A star for every 50 ₽; rewards cost 25, 100, 200, 300 and 400 stars. For coffee houses.',
  },
  program: {
    schema: 1,
    id: 'stars',
    name: { ru: 'Звёзды и награды', en: 'Stars and rewards' },
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    locales: ['ru', 'en'],
    wallets: [
      {
        id: 'stars',
        name: { ru: 'звёзды', en: 'stars' },
        scale: 0,
        // What a star is worth in a reward, about 2 ₽: 4 % of 50 ₽ are one star.
        value: 200,
        rounding: 'floor',
        expireAfterDays: 180,
        redeem: null,
      },
    ],
    tiers: [
      { id: 'green', name: { ru: 'Зелёный', en: 'Green' }, from: 0, earnPercent: 4 },
      { id: 'gold', name: { ru: 'Золотой', en: 'Gold' }, from: 15_000_00, earnPercent: 6 },
    ],
    tierRule: { by: 'spend', windowDays: 365 },
    rewards: [
      {
        id: 'stars-25',
        name: { ru: 'Сироп или молоко на выбор', en: 'A syrup or another milk' },
        wallet: 'stars',
        cost: 25,
        then: { type: 'unitsOff', units: 1, percent: 100, of: { category: ['extras'] }, maxAmount: 60_00 },
      },
      {
        id: 'stars-100',
        name: { ru: 'Фильтр-кофе или выпечка', en: 'Brewed coffee or a bake' },
        wallet: 'stars',
        cost: 100,
        then: {
          type: 'unitsOff',
          units: 1,
          percent: 100,
          of: { category: ['drinks/brewed', 'bakery'] },
          pick: 'dearest',
          maxAmount: 250_00,
        },
      },
      {
        id: 'stars-200',
        name: { ru: 'Любой напиток', en: 'Any drink' },
        wallet: 'stars',
        cost: 200,
        then: {
          type: 'unitsOff',
          units: 1,
          percent: 100,
          of: { category: ['drinks'] },
          pick: 'dearest',
          maxAmount: 450_00,
        },
      },
      {
        id: 'stars-300',
        name: { ru: 'Сэндвич или салат', en: 'A sandwich or a salad' },
        wallet: 'stars',
        cost: 300,
        then: {
          type: 'unitsOff',
          units: 1,
          percent: 100,
          of: { category: ['food'] },
          pick: 'dearest',
          maxAmount: 600_00,
        },
      },
      {
        id: 'stars-400',
        name: { ru: '1000 ₽ на кружки и зерно', en: '1000 ₽ off mugs and beans' },
        wallet: 'stars',
        cost: 400,
        then: { type: 'amountOff', amount: 1000_00, per: 'receipt', of: { category: ['merchandise'] } },
      },
    ],
    promotions: [
      {
        id: 'birthday-drink',
        name: { ru: 'Напиток в день рождения', en: 'A drink on the birthday' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', birthday: { before: 0, after: 0 } },
        then: [
          {
            type: 'unitsOff',
            units: 1,
            percent: 100,
            of: { category: ['drinks'] },
            pick: 'dearest',
            maxAmount: 450_00,
          },
        ],
        limit: { perMember: 1, perMemberDays: 300 },
        text: {
          receipt: {
            ru: '{member.firstName}, с днём рождения! Напиток за наш счёт.',
            en: '{member.firstName}, happy birthday! The drink is on us.',
          },
          cashier: { ru: 'Поздравьте с днём рождения.', en: 'Say happy birthday.' },
        },
      },
      {
        id: 'double-star-day',
        name: { ru: 'Понедельник двойных звёзд', en: 'Double star Monday' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', weekdays: [1] },
        then: [{ type: 'points', wallet: 'stars', multiply: 2, scope: 'all' }],
        text: {
          receipt: {
            ru: 'Понедельник: звёзд вдвое больше. Сегодня {points.earned}, всего {points.balance}.',
            en: 'Monday: twice the stars. {points.earned} today, {points.balance} in all.',
          },
        },
      },
      {
        id: 'handcrafted-trio',
        name: { ru: 'Три авторских напитка: +25 звёзд', en: 'Three handcrafted drinks: +25 stars' },
        when: {
          to: END_OF_PROGRAM_YEAR,
          audience: 'members',
          basket: { of: { category: ['drinks/handcrafted'] }, minQuantity: 3 },
        },
        then: [{ type: 'points', wallet: 'stars', fixed: 25, of: { category: ['drinks/handcrafted'] } }],
        limit: { perMember: 1, perMemberDays: 7 },
        text: {
          receipt: { ru: '25 звёзд за три авторских напитка.', en: '25 stars for three handcrafted drinks.' },
        },
      },
      {
        id: 'own-cup',
        name: { ru: 'Своя кружка: 5 звёзд', en: 'Own cup: 5 stars' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members' },
        then: [{ type: 'points', wallet: 'stars', perUnit: 5, of: { sku: ['OWN-CUP'] } }],
        text: {
          receipt: { ru: 'Спасибо за свою кружку!', en: 'Thank you for your own cup!' },
        },
      },
      {
        id: 'autumn-season',
        name: { ru: 'Осеннее меню: 10 звёзд за напиток', en: 'Autumn menu: 10 stars a drink' },
        when: { from: '2027-09-01T00:00', to: '2027-10-31T23:59', audience: 'members' },
        then: [{ type: 'points', wallet: 'stars', perUnit: 10, of: { tag: ['autumn'] } }],
        text: {
          receipt: { ru: 'Осеннее меню: 10 звёзд за напиток.', en: 'Autumn menu: 10 stars a drink.' },
          display: { ru: 'Попробуйте осеннее меню.', en: 'Try the autumn menu.' },
        },
      },
    ],
  },
};
