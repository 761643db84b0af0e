// Documents with one fault each: a sound program, and what is changed of it.

export const name = { ru: 'Акция', en: 'Promotion' };
export const ten = { type: 'percentOff', percent: 10 } as const;
export const wallet = { id: 'main', name: { ru: 'баллы', en: 'points' }, value: 100 };
export const plain = { id: 'p', name, when: { to: '2030-01-01T00:00' }, then: [ten] };

/** A sound program with other parts; `undefined` takes a part away. */
export const document = (parts: object): unknown => ({
  schema: 1,
  id: 'shop',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  wallets: [wallet],
  tiers: [{ id: 'silver', name: { ru: 'Серебро', en: 'Silver' } }],
  ...parts,
});

/** A sound program with one promotion. */
export const promotion = (parts: object): unknown => document({ promotions: [{ id: 'p', name, ...parts }] });
