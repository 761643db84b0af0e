import type { Quote } from '../../src/contracts/quote.ts';

/** The quote of a receipt without lines. */
export const emptyQuote: Quote = {
  purchaseId: 'P1',
  pack: 1,
  lines: [],
  totals: { gross: 0, discount: 0, paidWithPoints: 0, net: 0, earned: {} },
  redeem: null,
  applied: [],
  rejected: [],
  rewards: [],
  gifts: [],
  coupons: [],
  stamps: [],
  clubs: [],
  tier: null,
  messages: [],
  clipped: [],
  earnings: [],
};
