import type { CouponState } from '../../../contracts/coupon.ts';
import type { Goods } from '../../../contracts/goods.ts';
import type { MemberView } from '../../../contracts/member-view.ts';
import type { Paper } from '../../../contracts/paper.ts';
import type { ConfirmRequest } from '../../../contracts/pos-api.ts';
import type { Problem } from '../../../contracts/problem.ts';
import type { Quote } from '../../../contracts/quote.ts';
import type { UiResult } from '../../../contracts/ui-api.ts';

/** A line of the cart; quantity in thousandths of a unit or kilogram. */
export type CartLine = { readonly id: string; readonly goods: Goods; readonly thousandths: number };

/** How much the customer wants to pay with points. */
export type Redeem =
  | { readonly kind: 'none' }
  | { readonly kind: 'max'; readonly wallet: string }
  | { readonly kind: 'points'; readonly wallet: string; readonly points: number };

/** What the cashier is told above the cart; each says what to do next. */
export type Notice =
  | { readonly kind: 'unknown-identifier'; readonly identifier: string }
  | { readonly kind: 'unknown-goods'; readonly code: string }
  | { readonly kind: 'bank-card' }
  | { readonly kind: 'coupon-refused'; readonly code: string; readonly state: Exclude<CouponState, 'valid'> }
  | { readonly kind: 'blocked'; readonly firstName: string | null }
  | { readonly kind: 'ambiguous'; readonly members: readonly MemberView[] }
  | { readonly kind: 'removed'; readonly line: CartLine; readonly index: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'restored' }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** A paid receipt: the till's answer and the slip as it was stored with it. */
export type Confirmed = UiResult<'receipt.confirm'>;

export type Tender = { readonly type: 'cash' | 'card'; readonly givenMinor: number };

/** A payment on its way: the request is kept whole, since only the very same one may be sent again. */
export type Confirmation = {
  readonly purchaseId: string;
  readonly request: ConfirmRequest;
  readonly tender: Tender;
};

/**
 * `selling`: goods and the customer · `paying`: how it is paid · `confirming`: sent, the answer is awaited ·
 * `done`: paid, until the next customer.
 */
export type SalePhase = 'selling' | 'paying' | 'confirming' | 'done';

export type SaleState = {
  readonly phase: SalePhase;
  /** Given by the agent before the first quote. */
  readonly purchaseId: string | null;
  readonly member: MemberView | null;
  readonly lines: readonly CartLine[];
  readonly nextLineId: number;
  /** The line touched last, for the eye. */
  readonly touchedLineId: string | null;
  readonly redeem: Redeem;
  /** Rewards chosen to be paid for with points, by id. */
  readonly rewards: readonly string[];
  /** Coupon codes handed over. */
  readonly coupons: readonly string[];
  /** Raised by every change that a quote depends on. */
  readonly revision: number;
  /** The last quote and the revision it was made for; stale while that is behind. */
  readonly quoted: { readonly revision: number; readonly quote: Quote } | null;
  /** Why the present revision has no quote. */
  readonly quoteProblem: { readonly revision: number; readonly problem: Problem } | null;
  /** The slip as it prints for a revision; the agent draws it while the receipt is open. */
  readonly slip: { readonly revision: number; readonly paper: Paper } | null;
  readonly notice: Notice | null;
  /** Goods sold by weight that wait for their weight. */
  readonly weighing: Goods | null;
  readonly confirmation: Confirmation | null;
  readonly result: { readonly confirmed: Confirmed; readonly tender: Tender } | null;
};

export const emptySale: SaleState = {
  phase: 'selling',
  purchaseId: null,
  member: null,
  lines: [],
  nextLineId: 1,
  touchedLineId: null,
  redeem: { kind: 'none' },
  rewards: [],
  coupons: [],
  revision: 0,
  quoted: null,
  quoteProblem: null,
  slip: null,
  notice: null,
  weighing: null,
  confirmation: null,
  result: null,
};

/** An empty cart after this one. The revision goes on, so that a late answer for the old cart never fits the new. */
export const nextSale = (sale: SaleState): SaleState => ({ ...emptySale, revision: sale.revision + 1 });

/** True before anything was put into this sale. */
export const isUntouched = (sale: SaleState): boolean =>
  sale.phase === 'selling' && sale.purchaseId === null && sale.lines.length === 0 && sale.member === null;

/** The quote of exactly what is in the cart now, or null while it is being made. */
export const freshQuote = (sale: SaleState): Quote | null =>
  sale.quoted !== null && sale.quoted.revision === sale.revision ? sale.quoted.quote : null;

/** True while there are goods whose quote is neither there nor refused. */
export const wantsQuote = (sale: SaleState): boolean =>
  (sale.phase === 'selling' || sale.phase === 'paying') &&
  sale.lines.length > 0 &&
  freshQuote(sale) === null &&
  sale.quoteProblem?.revision !== sale.revision;
