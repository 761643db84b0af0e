import { base, type ProgramTemplate } from './template.ts';

const end = '2036-12-31T23:59';

export const charity: ProgramTemplate = {
  id: 'charity',
  name: { ru: 'Добрые баллы', en: 'Charity points' },
  about: {
    ru: '1 % покупки магазин перечисляет в фонд, который выбрал покупатель. Эти баллы не тратятся на товары.',
    en: 'The shop gives 1 % of a purchase to a fund the customer picked. These points do not pay for goods.',
  },
  program: {
    ...base,
    id: 'charity',
    wallets: [
      { id: 'children', name: { ru: 'детям', en: 'for children' }, scale: 2, value: 100, redeem: null },
      { id: 'animals', name: { ru: 'животным', en: 'for animals' }, scale: 2, value: 100, redeem: null },
    ],
    choices: [
      {
        id: 'fund',
        name: { ru: 'Фонд', en: 'Fund' },
        pick: 1,
        options: [
          {
            id: 'children',
            name: { ru: 'Помощь детям', en: 'Help children' },
            earnPercent: 1,
            wallet: 'children',
          },
          {
            id: 'animals',
            name: { ru: 'Помощь животным', en: 'Help animals' },
            earnPercent: 1,
            wallet: 'animals',
          },
        ],
      },
    ],
    promotions: [
      {
        id: 'thanks',
        name: { ru: 'Спасибо', en: 'Thank you' },
        when: { audience: 'members', to: end },
        then: [
          {
            type: 'message',
            text: {
              ru: 'Спасибо, {member.firstName}! С этой покупки часть суммы уйдёт на доброе дело.',
              en: 'Thank you, {member.firstName}! Part of this purchase goes to a good cause.',
            },
          },
        ],
      },
    ],
  },
};
