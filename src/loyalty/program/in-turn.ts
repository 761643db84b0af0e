import type { Promotion } from '../../contracts/promotion.ts';

/** Orders texts by code units, the same in every language and on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Promotions in the order in which they take their turn: priority, high first, then id. */
export const inTurn = (promotions: readonly Promotion[]): Promotion[] =>
  [...promotions].sort((a, b) => b.priority - a.priority || compareText(a.id, b.id));
