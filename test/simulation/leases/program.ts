import type { ProgramInput } from '../../../src/contracts/program.ts';

/** Points of one rouble, all of a receipt may be paid with them, nothing is earned: what is spent is all that moves. */
export const program: ProgramInput = {
  schema: 1,
  id: 'sim',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  wallets: [
    {
      id: 'main',
      name: { ru: 'баллы', en: 'points' },
      value: 100,
      expireAfterDays: null,
      redeem: { maxShare: 100, minPayable: 0 },
    },
  ],
  tiers: [],
  promotions: [],
};
