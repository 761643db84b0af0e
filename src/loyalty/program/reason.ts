import type { RejectionReason } from '../../contracts/quote.ts';

// Why a promotion did not apply, as numbers while a quote is made and as stable codes in it. Numbers from 0 to 5 are
// the verdicts of effects (cart/verdict.ts); the order of the others is the order in which conditions are asked.

export const NOT_IN_PERIOD = 6;
export const NOT_IN_STORE = 7;
export const NOT_A_MEMBER = 8;
export const NOT_A_GUEST = 9;
export const TIER = 10;
export const SEGMENT = 11;
export const CLUB = 12;
export const BIRTHDAY = 13;
export const TENURE = 14;
export const PURCHASES = 15;
export const COUPON = 16;
export const LIMIT = 17;
export const LOST_TO = 18;
export const POINTS_SHORT = 19;
/** A reward this program does not have. */
export const UNKNOWN = 20;

/** Stable code of each reason number; 0 means applied and has none. */
export const reasonCodes: readonly (RejectionReason | null)[] = [
  null,
  'no-matching-line',
  'exclusive',
  'nothing-left',
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
