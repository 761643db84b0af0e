import type { RejectionReason } from '../../contracts/quote.ts';

// Why a promotion did not apply, as numbers while a quote is made and as stable codes in it. Numbers from 0 to 8 are
// the verdicts of effects (cart/verdict.ts); the order of the others is the order in which conditions are asked.

export const NOT_IN_PERIOD = 9;
export const NOT_IN_STORE = 10;
export const NOT_A_MEMBER = 11;
export const NOT_A_GUEST = 12;
export const TIER = 13;
export const SEGMENT = 14;
export const CLUB = 15;
export const BIRTHDAY = 16;
export const TENURE = 17;
export const PURCHASES = 18;
export const COUPON = 19;
export const LIMIT = 20;
export const LOST_TO = 21;
export const POINTS_SHORT = 22;
/** A reward this program does not have. */
export const UNKNOWN = 23;

/** Stable code of each reason number; 0 means applied and has none. */
export const reasonCodes: readonly (RejectionReason | null)[] = [
  null,
  'no-matching-line',
  'exclusive',
  'nothing-left',
  'weighed-goods',
  'nothing-to-earn',
  'lost-to',
  'basket-amount',
  'basket-quantity',
  'not-in-period',
  'not-in-store',
  'not-a-member',
  'not-a-guest',
  'tier',
  'segment',
  'club',
  'birthday',
  'tenure',
  'purchases',
  'coupon',
  'limit',
  'lost-to',
  'points',
  'unknown',
];
