import type { ProgramInput } from '../../src/contracts/program.ts';

/** A program of one wallet of points worth a rouble each, with which half a receipt can be paid; `more` replaces and adds. */
export const pointsProgram = (id: string, more: Partial<ProgramInput> = {}): ProgramInput => ({
  schema: 1,
  id,
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  wallets: [
    {
      id: 'main',
      name: { ru: 'баллы', en: 'points' },
      value: 100,
      expireAfterDays: 365,
      redeem: { maxShare: 50, minPayable: 1 },
    },
  ],
  tiers: [{ id: 'silver', name: { ru: 'Серебро', en: 'Silver' }, earnPercent: 5 }],
  tierRule: { by: 'spend', windowDays: 365 },
  ...more,
});
