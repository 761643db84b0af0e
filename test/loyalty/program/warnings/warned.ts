import { validateProgram } from '../../../../src/loyalty/program/validate.ts';
import type { CasePromotion } from '../../../support/loyalty-case.ts';

type Names = { readonly ru: string; readonly en: string };
const name: Names = { ru: 'Акция', en: 'Promotion' };

export const tierOf = (id: string, more: object = {}) => ({ id, name, ...more });
export const walletOf = (id: string, more: object = {}) => ({ id, name, value: 100, ...more });

/** A sound program of promotions that end, p1, p2, …; `more` are its other parts. */
export const programWith = (promotions: readonly Partial<CasePromotion>[], more: object = {}): object => ({
  schema: 1,
  id: 'shop',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  wallets: [walletOf('main', { redeem: {} })],
  tiers: [tierOf('silver', { earnPercent: 5 }), tierOf('gold', { from: 100_000, earnPercent: 10 })],
  tierRule: { by: 'spend' },
  promotions: promotions.map((promotion, i) => ({
    id: `p${i + 1}`,
    name,
    ...promotion,
    when: { to: '2030-01-01T00:00', ...promotion.when },
  })),
  ...more,
});

/** Warnings of a valid program as "code path". */
export function warningsOfDocument(input: unknown): string[] {
  const result = validateProgram(input);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.warnings.map(({ code, path }) => `${code} ${path}`);
}

export const warned = (promotions: readonly Partial<CasePromotion>[], more: object = {}): string[] =>
  warningsOfDocument(programWith(promotions, more));

/** What a program is like, its promotions, and the warnings it must give; `more`: its other parts. */
export type WarningCase = readonly [
  name: string,
  promotions: readonly Partial<CasePromotion>[],
  expected: readonly string[],
  more?: object,
];

// Effects that the cases are made of.

type Of = { readonly of?: object };
export const off = (percent: number, more: Of & { readonly maxAmount?: number } = {}) =>
  ({ type: 'percentOff', percent, ...more }) as const;
export const ladderOf = (of: object) => {
  const steps = [{ from: 1, percent: 10 }];
  return { type: 'ladder', by: 'amount', steps, of } as const;
};
export const points = (more: object) => ({ type: 'points', wallet: 'main', ...more }) as never;
export const dairy = { category: ['dairy'] };
export const milk = { category: ['dairy/milk'] };
export const tea = { category: ['tea'] };
