import { base, type ProgramTemplate } from './template.ts';

export const stampCard: ProgramTemplate = {
  id: 'stamp-card',
  name: { ru: 'Кофейня: карта со штампами', en: 'Café: stamp card' },
  about: {
    ru: 'Штамп за каждый кофе, после шести следующий бесплатно. По утрам круассан к кофе за полцены.',
    en: 'A stamp for each coffee, after six the next one is free. In the morning a croissant with coffee at half price.',
  },
  program: {
    ...base,
    id: 'stamp-card',
    stampCards: [
      {
        id: 'coffee',
        name: { ru: 'Кофе', en: 'Coffee' },
        of: { category: ['coffee'] },
        target: 6,
        then: { type: 'unitsOff', units: 1, percent: 100, pick: 'dearest' },
      },
    ],
    promotions: [
      {
        id: 'breakfast',
        name: { ru: 'Завтрак: круассан за полцены', en: 'Breakfast: croissant at half price' },
        when: { hours: [['07:00', '11:00']], to: '2036-12-31T23:59' },
        then: [
          {
            type: 'buyGet',
            buy: { of: { category: ['coffee'] }, quantity: 1 },
            get: { of: { category: ['croissant'] }, quantity: 1, percent: 50 },
          },
        ],
      },
    ],
  },
};
