import type { Member } from '../../contracts/member.ts';
import type { QuoteContext } from '../../contracts/quote-context.ts';
import type { Receipt } from '../../contracts/receipt.ts';

/** The receipt's moment in the program's time zone. */
export type Moment = {
  /** Minutes since 1970-01-01T00:00 local. */
  readonly minute: number;
  /** Days since 1970-01-01 local. */
  readonly day: number;
  readonly minuteOfDay: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
};

/** A coupon code given with the receipt that may be used. */
export type GivenCoupon = { readonly code: string; readonly key: string; readonly series: string | null };

/** A code given with the receipt, and whether it may be used: `good` ones stand among the facts' coupons. */
export type JudgedCode = {
  readonly code: string;
  readonly state: 'good' | 'used' | 'void' | 'expired' | 'unknown';
};

/** What conditions ask about: nothing here changes while a quote is made. */
export type Facts = {
  readonly moment: Moment;
  /** Whose loyalty counts; null for a guest and for a gift card. */
  readonly member: Member | null;
  /** Whose points pay, and into whose wallets of value that was paid for promotions put points. */
  readonly payer: Member | null;
  /** The member's tier in this program, by position; -1 without one. */
  readonly tier: number;
  readonly receipt: Receipt;
  readonly context: QuoteContext;
  /** Codes given, upper case, and those of them that are not known to be used up. */
  readonly givenCodes: ReadonlySet<string>;
  readonly coupons: readonly GivenCoupon[];
  /** Every given code once, in the order of the receipt. */
  readonly judged: readonly JudgedCode[];
};

/** A count of a record of counts; keys that only `Object.prototype` has are not counts. */
export const countOf = (counts: Readonly<Record<string, number>>, key: string): number =>
  Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0;
