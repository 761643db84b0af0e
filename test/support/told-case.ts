import { explainedCase } from './explained-case.ts';
import type { LoyaltyCase } from './loyalty-case.ts';

export type Shown = Omit<LoyaltyCase, 'name' | 'expect'>;
export type Named = NonNullable<NonNullable<LoyaltyCase['program']>['promotions']>[number];

/** A promotion with its name. */
export const named = (ru: string, en: string, rest: Omit<Named, 'id' | 'name'>, id = 'own'): Named => ({
  id,
  name: { ru, en },
  ...rest,
});

/** A case's quote explained in both languages. */
export const told = (shown: Shown) => {
  const whole = { name: '', expect: {}, ...shown };
  return { ru: explainedCase(whole, 'ru'), en: explainedCase(whole, 'en') };
};
