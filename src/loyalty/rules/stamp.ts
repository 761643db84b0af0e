import type { IssueRule } from './rule.ts';

/** Stamps for a card, once a receipt. */
export const stamp: IssueRule<'stamp'> = {
  kind: 'issue',
  type: 'stamp',
  compile: (effect) => ({ type: 'stamp', card: effect.card, count: effect.count }),
};
