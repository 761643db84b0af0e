/** A small program: one wallet, two tiers by spend of a year. */
export const program = {
  schema: 1,
  id: 'demo',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  locales: ['ru', 'en'],
  wallets: [
    {
      id: 'main',
      name: { ru: 'баллы', en: 'points' },
      scale: 0,
      value: 100,
      expireAfterDays: 365,
      redeem: { maxShare: 50, minPayable: 1 },
    },
  ],
  tiers: [
    { id: 'bronze', name: { ru: 'Бронза', en: 'Bronze' }, from: 0, earnPercent: 3 },
    { id: 'silver', name: { ru: 'Серебро', en: 'Silver' }, from: 1_000_000, earnPercent: 5 },
  ],
  tierRule: { by: 'spend', windowDays: 365 },
  promotions: [],
};
