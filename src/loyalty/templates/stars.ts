import { base, type ProgramTemplate } from './template.ts';

const end = '2036-12-31T23:59';

export const stars: ProgramTemplate = {
  id: 'stars',
  name: { ru: 'Звёзды и награды', en: 'Stars and rewards' },
  about: {
    ru: 'Звезда за каждые 50 ₽. За 25 звёзд добавка к напитку, за 100 напиток, за 200 сэндвич.',
    en: 'A star for every 50 ₽. 25 stars buy an extra, 100 a drink, 200 a sandwich.',
  },
  program: {
    ...base,
    id: 'stars',
    wallets: [
      {
        id: 'stars',
        name: { ru: 'звёзды', en: 'stars' },
        scale: 0,
        value: 100,
        expireAfterDays: 180,
        redeem: null,
      },
    ],
    tiers: [
      { id: 'green', name: { ru: 'Зелёный', en: 'Green' }, from: 0 },
      { id: 'gold', name: { ru: 'Золотой', en: 'Gold' }, from: 1_500_000 },
    ],
    tierRule: { by: 'spend', windowDays: 365 },
    promotions: [
      {
        id: 'star-per-50',
        name: { ru: 'Звезда за каждые 50 ₽', en: 'A star for every 50 ₽' },
        when: { audience: 'members', to: end },
        then: [{ type: 'points', wallet: 'stars', per: { amount: 5000, points: 1 } }],
      },
      {
        id: 'gold-star',
        name: { ru: 'Золотой уровень: звезда за напиток', en: 'Gold: a star for each drink' },
        when: { tiers: ['gold'], to: end },
        then: [{ type: 'points', wallet: 'stars', perUnit: 1, of: { category: ['drinks'] } }],
      },
    ],
    rewards: [
      {
        id: 'extra',
        name: { ru: 'Добавка', en: 'An extra' },
        wallet: 'stars',
        cost: 25,
        then: { type: 'unitsOff', units: 1, percent: 100, of: { category: ['extras'] }, pick: 'dearest' },
      },
      {
        id: 'drink',
        name: { ru: 'Напиток', en: 'A drink' },
        wallet: 'stars',
        cost: 100,
        then: { type: 'unitsOff', units: 1, percent: 100, of: { category: ['drinks'] }, pick: 'dearest' },
      },
      {
        id: 'sandwich',
        name: { ru: 'Сэндвич', en: 'A sandwich' },
        wallet: 'stars',
        cost: 200,
        then: { type: 'unitsOff', units: 1, percent: 100, of: { category: ['food'] }, pick: 'dearest' },
      },
    ],
  },
};
