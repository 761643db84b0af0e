import { END_OF_PROGRAM_YEAR, type ProgramTemplate } from './template.ts';

/** Roubles and kopecks back, more in two categories of the customer's own choice. */
export const cashbackByCategory: ProgramTemplate = {
  id: 'cashback-by-category',
  name: { ru: 'Кэшбэк по выбору', en: 'Cashback by choice' },
  summary: {
    ru: '1 % кэшбэка на всё и 5–10 % в двух категориях, которые покупатель выбирает сам.',
    en: '1% cashback on everything and 5–10% in two categories the customer picks.',
  },
  program: {
    schema: 1,
    id: 'cashback-by-category',
    name: { ru: 'Кэшбэк по выбору', en: 'Cashback by choice' },
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    locales: ['ru', 'en'],
    wallets: [
      {
        id: 'cashback',
        name: { ru: 'кэшбэк', en: 'cashback' },
        // Hundredths: a kopeck back is a kopeck to pay with.
        scale: 2,
        value: 100,
        rounding: 'floor',
        // Longer than goods may usually be brought back, so that a return rarely meets spent cashback.
        activateAfterDays: 14,
        expireAfterDays: 180,
        redeem: { maxShare: 100, minPayable: 100 },
      },
    ],
    tiers: [{ id: 'client', name: { ru: 'Клиент', en: 'Client' }, from: 0, earnPercent: 1 }],
    tierRule: { by: 'spend', windowDays: 365 },
    choices: [
      {
        id: 'categories',
        name: { ru: 'Любимые категории', en: 'Favourite categories' },
        pick: 2,
        options: [
          {
            id: 'dairy',
            name: { ru: 'Молочное', en: 'Dairy' },
            of: { category: ['dairy'] },
            earnPercent: 5,
          },
          {
            id: 'bakery',
            name: { ru: 'Хлеб и выпечка', en: 'Bakery' },
            of: { category: ['bakery'] },
            earnPercent: 5,
          },
          {
            id: 'produce',
            name: { ru: 'Овощи и фрукты', en: 'Fruit and vegetables' },
            of: { category: ['produce'] },
            earnPercent: 5,
          },
          {
            id: 'coffee',
            name: { ru: 'Кофе и чай', en: 'Coffee and tea' },
            of: { category: ['coffee'] },
            earnPercent: 10,
          },
          {
            id: 'pets',
            name: { ru: 'Для питомцев', en: 'Pets' },
            of: { category: ['pets'] },
            earnPercent: 7,
          },
          {
            id: 'household',
            name: { ru: 'Для дома', en: 'Household' },
            of: { category: ['household'] },
            earnPercent: 5,
          },
        ],
      },
    ],
    promotions: [
      {
        id: 'newcomer',
        name: { ru: 'Первые 30 дней кэшбэк вдвое', en: 'Double cashback for the first 30 days' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', memberForDays: { min: 0, max: 30 } },
        then: [{ type: 'points', wallet: 'cashback', multiply: 2, scope: 'all' }],
        text: {
          receipt: {
            ru: 'Первые 30 дней кэшбэк двойной. За эту покупку: {points.earned} ₽, доступно через 14 дней.',
            en: 'Cashback is double for your first 30 days. This purchase: {points.earned} ₽, usable in 14 days.',
          },
          cashier: {
            ru: 'Новый участник: спросите, выбрал ли он две категории.',
            en: 'New member: ask whether two categories are chosen.',
          },
        },
      },
      {
        id: 'large-basket',
        name: { ru: '+1 % при чеке от 3000 ₽', en: '+1% from 3000 ₽' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', basket: { minAmount: 3000_00 } },
        then: [{ type: 'points', wallet: 'cashback', percent: 1 }],
        text: {
          receipt: {
            ru: 'Чек от 3000 ₽: добавили 1 % кэшбэка.',
            en: 'A receipt from 3000 ₽: 1% cashback added.',
          },
        },
      },
      {
        id: 'march-flowers',
        name: { ru: 'Цветы к 8 Марта: +10 %', en: 'Flowers for 8 March: +10%' },
        when: { from: '2027-03-01T00:00', to: '2027-03-08T23:59', audience: 'members' },
        then: [{ type: 'points', wallet: 'cashback', percent: 10, of: { category: ['flowers'] } }],
        text: {
          receipt: {
            ru: 'С праздником! +10 % кэшбэка за цветы.',
            en: 'Happy holiday! +10% cashback on flowers.',
          },
        },
      },
    ],
  },
};
