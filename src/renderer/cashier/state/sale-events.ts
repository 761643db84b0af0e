import type { Goods } from '../../../contracts/goods.ts';
import type { MemberView } from '../../../contracts/member-view.ts';
import type { Paper } from '../../../contracts/paper.ts';
import type { IdentifyResult } from '../../../contracts/pos-api.ts';
import type { Problem } from '../../../contracts/problem.ts';
import type { Quote } from '../../../contracts/quote.ts';
import type { HeldCart } from '../../../contracts/ui-api.ts';
import type { Confirmation, Confirmed, Redeem } from './sale-state.ts';

/** Everything that can happen to a sale: people, devices and answers of the agent. */
export type SaleEvent =
  | { readonly type: 'identified'; readonly outcome: Exclude<IdentifyResult, { result: 'not-loyalty' }> }
  | { readonly type: 'member-chosen'; readonly member: MemberView }
  | { readonly type: 'member-refreshed'; readonly member: MemberView }
  | { readonly type: 'member-cleared' }
  | { readonly type: 'goods-picked'; readonly goods: Goods }
  | { readonly type: 'goods-unknown'; readonly code: string }
  | { readonly type: 'weight-given'; readonly thousandths: number }
  | { readonly type: 'weighing-left' }
  | { readonly type: 'quantity-set'; readonly lineId: string; readonly thousandths: number }
  | { readonly type: 'line-removed'; readonly lineId: string }
  | { readonly type: 'removal-undone' }
  | { readonly type: 'redeem-set'; readonly redeem: Redeem }
  | { readonly type: 'reward-toggled'; readonly reward: string }
  | { readonly type: 'coupon-added'; readonly code: string }
  | { readonly type: 'coupon-removed'; readonly code: string }
  /** A stored receipt is taken up again; with a confirmation its payment was already on its way. */
  | { readonly type: 'restored'; readonly held: HeldCart; readonly confirmation: Confirmation | null }
  | { readonly type: 'purchase-opened'; readonly purchaseId: string }
  | { readonly type: 'quote-made'; readonly revision: number; readonly quote: Quote }
  | { readonly type: 'quote-refused'; readonly revision: number; readonly problem: Problem }
  | { readonly type: 'quote-wanted' }
  | { readonly type: 'slip-drawn'; readonly revision: number; readonly paper: Paper }
  | { readonly type: 'pay-asked' }
  | { readonly type: 'pay-left' }
  | { readonly type: 'confirm-asked'; readonly confirmation: Confirmation }
  | { readonly type: 'confirm-made'; readonly confirmed: Confirmed }
  | { readonly type: 'confirm-refused'; readonly problem: Problem }
  | { readonly type: 'told'; readonly problem: Problem }
  | { readonly type: 'notice-closed' }
  | { readonly type: 'sale-left' };
