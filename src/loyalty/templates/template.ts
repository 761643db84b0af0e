import type { ProgramInput } from '../../contracts/program.ts';
import type { LocalText } from '../../contracts/scalars.ts';

/** A complete program a manager can start from: it validates without faults and can be published as it is. */
export type ProgramTemplate = {
  readonly id: string;
  readonly name: LocalText;
  /** What a customer gets, in one or two sentences. */
  readonly about: LocalText;
  readonly program: ProgramInput;
};

/** What all templates share; a chain changes currency and zone first. */
export const base = {
  schema: 1,
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  locales: ['ru', 'en'],
} satisfies Partial<ProgramInput>;

/** A wallet whose whole point pays for one rouble. */
export const roubleWallet = {
  id: 'main',
  name: { ru: 'баллы', en: 'points' },
  scale: 0,
  value: 100,
  rounding: 'floor',
  expireAfterDays: 365,
  redeem: { maxShare: 50, minPayable: 100 },
} as const;
