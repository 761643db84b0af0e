import type { ProgramInput } from '../../src/contracts/program.ts';

/**
 * One wallet, one discount and one rate, so that the auditor can do the sums by itself: dairy 20 % off, 5 % of what is
 * paid in money back as points of one rouble, at most half paid with points. Berlin, because its clocks change.
 */
export const program: ProgramInput = {
  schema: 1,
  id: 'sim',
  currency: 'RUB',
  timezone: 'Europe/Berlin',
  clawback: 'debt',
  wallets: [
    {
      id: 'main',
      name: { ru: 'баллы', en: 'points' },
      value: 100,
      expireAfterDays: 365,
      redeem: { maxShare: 50, minPayable: 0 },
    },
  ],
  tiers: [{ id: 'basic', name: { ru: 'Все', en: 'All' }, from: 0, earnPercent: 5 }],
  tierRule: { by: 'spend', windowDays: 365 },
  promotions: [
    {
      id: 'dairy-20',
      name: { ru: 'Молочное −20 %', en: 'Dairy −20 %' },
      then: [{ type: 'percentOff', percent: 20, of: { category: ['dairy'] } }],
    },
  ],
};
