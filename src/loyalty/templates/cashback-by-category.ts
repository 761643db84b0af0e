import { base, type ProgramTemplate, roubleWallet } from './template.ts';

const option = (id: string, ru: string, en: string, earnPercent: number) => ({
  id,
  name: { ru, en },
  of: { category: [id] },
  earnPercent,
});

export const cashbackByCategory: ProgramTemplate = {
  id: 'cashback-by-category',
  name: { ru: 'Кешбэк по любимым категориям', en: 'Cashback by chosen category' },
  about: {
    ru: '1 % со всего и 10 % в двух категориях, которые покупатель выбирает сам.',
    en: '1 % of everything and 10 % in two categories the customer picks.',
  },
  program: {
    ...base,
    id: 'cashback-by-category',
    wallets: [{ ...roubleWallet, scale: 2, name: { ru: 'рубли кешбэка', en: 'cashback' } }],
    tiers: [{ id: 'member', name: { ru: 'Участник', en: 'Member' }, from: 0, earnPercent: 1 }],
    choices: [
      {
        id: 'cashback',
        name: { ru: 'Любимые категории', en: 'Favourite categories' },
        pick: 2,
        options: [
          option('dairy', 'Молочное', 'Dairy', 10),
          option('bakery', 'Хлеб и выпечка', 'Bakery', 10),
          option('fruit', 'Овощи и фрукты', 'Fruit and vegetables', 10),
          option('coffee', 'Кофе и чай', 'Coffee and tea', 10),
          option('pets', 'Для животных', 'Pets', 10),
        ],
      },
    ],
  },
};
