import type { IdentifyResult } from '../../../contracts/pos-api.ts';
import { isUncertain } from '../../kit/local-problem.ts';
import { ONE, revised, withGoods, withoutLine, withQuantity, withRemovalUndone } from './cart.ts';
import type { SaleEvent } from './sale-events.ts';
import { freshQuote, nextSale, type SalePhase, type SaleState } from './sale-state.ts';
import { takenUp } from './taken-up.ts';

type Handler<Type extends SaleEvent['type']> = (
  sale: SaleState,
  event: Extract<SaleEvent, { type: Type }>,
) => SaleState;

/** What an event does in each phase; `same` is a decision too, so that no pair is left unconsidered. */
type Row<Type extends SaleEvent['type']> = Readonly<Record<SalePhase, Handler<Type>>>;

const same = (sale: SaleState): SaleState => sale;
const busy = (sale: SaleState): SaleState => ({ ...sale, notice: { kind: 'busy' } });

/** The next customer's scan begins the next sale: nobody has to press anything in between. */
const inNextSale =
  <Type extends SaleEvent['type']>(handler: Handler<Type>): Handler<Type> =>
  (sale, event) =>
    handler(nextSale(sale), event);

/** Goods added while the till asks for money: back to the cart, where the change can be seen. */
const backInCart =
  <Type extends SaleEvent['type']>(handler: Handler<Type>): Handler<Type> =>
  (sale, event) =>
    handler({ ...sale, phase: 'selling' }, event);

const withMember = (sale: SaleState, member: SaleState['member']): SaleState =>
  revised(sale, { member, redeem: { kind: 'none' }, rewards: [], notice: null });

const withCoupon = (sale: SaleState, code: string): SaleState =>
  sale.coupons.includes(code)
    ? { ...sale, notice: null }
    : revised(sale, { coupons: [...sale.coupons, code], notice: null });

function identified(sale: SaleState, outcome: Exclude<IdentifyResult, { result: 'not-loyalty' }>): SaleState {
  switch (outcome.result) {
    case 'member':
      return withMember(sale, outcome.member);
    case 'unknown':
      return { ...sale, notice: { kind: 'unknown-identifier', identifier: outcome.identifier } };
    case 'blocked':
      return { ...sale, notice: { kind: 'blocked', firstName: outcome.member.firstName } };
    case 'ambiguous':
      return { ...sale, notice: { kind: 'ambiguous', members: outcome.members } };
    case 'payment-card':
      return { ...sale, notice: { kind: 'bank-card' } };
    case 'coupon':
      return outcome.state === 'valid'
        ? withCoupon(sale, outcome.code)
        : { ...sale, notice: { kind: 'coupon-refused', code: outcome.code, state: outcome.state } };
  }
}

const onIdentified: Handler<'identified'> = (sale, event) => identified(sale, event.outcome);
const onMemberChosen: Handler<'member-chosen'> = (sale, event) => withMember(sale, event.member);
const onMemberCleared: Handler<'member-cleared'> = (sale) =>
  sale.member === null ? sale : withMember(sale, null);
const onMemberRefreshed: Handler<'member-refreshed'> = (sale, event) =>
  sale.member?.id === event.member.id ? revised(sale, { member: event.member }) : sale;

const onGoodsPicked: Handler<'goods-picked'> = (sale, event) =>
  event.goods.weighed
    ? { ...sale, weighing: event.goods, notice: null }
    : withGoods({ ...sale, notice: null }, event.goods, ONE);
const onGoodsUnknown: Handler<'goods-unknown'> = (sale, event) => ({
  ...sale,
  notice: { kind: 'unknown-goods', code: event.code },
});
const onWeightGiven: Handler<'weight-given'> = (sale, event) =>
  sale.weighing === null || event.thousandths <= 0
    ? sale
    : withGoods({ ...sale, weighing: null }, sale.weighing, event.thousandths);

const onQuoteMade: Handler<'quote-made'> = (sale, event) =>
  event.revision === sale.revision
    ? { ...sale, quoted: { revision: event.revision, quote: event.quote }, quoteProblem: null }
    : sale;
const onQuoteRefused: Handler<'quote-refused'> = (sale, event) =>
  event.revision === sale.revision
    ? { ...sale, quoteProblem: { revision: event.revision, problem: event.problem } }
    : sale;

const onSlipDrawn: Handler<'slip-drawn'> = (sale, event) =>
  event.revision === sale.revision
    ? { ...sale, slip: { revision: event.revision, paper: event.paper } }
    : sale;

const toggled = (list: readonly string[], one: string): readonly string[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

const onRewardToggled: Handler<'reward-toggled'> = (sale, event) =>
  sale.member === null ? sale : revised(sale, { rewards: toggled(sale.rewards, event.reward) });
const onCouponAdded: Handler<'coupon-added'> = (sale, event) => withCoupon(sale, event.code);
const onCouponRemoved: Handler<'coupon-removed'> = (sale, event) =>
  revised(sale, { coupons: sale.coupons.filter((code) => code !== event.code) });

const onPayAsked: Handler<'pay-asked'> = (sale) =>
  sale.lines.length > 0 && freshQuote(sale) !== null
    ? { ...sale, phase: 'paying', notice: null, weighing: null }
    : sale;

const onConfirmAsked: Handler<'confirm-asked'> = (sale, event) =>
  freshQuote(sale) === null || event.confirmation.purchaseId !== sale.purchaseId
    ? sale
    : { ...sale, phase: 'confirming', confirmation: event.confirmation, notice: null };

const onConfirmMade: Handler<'confirm-made'> = (sale, event) =>
  sale.confirmation === null || sale.confirmation.request.operationId !== event.confirmed.operationId
    ? sale
    : {
        ...sale,
        phase: 'done',
        notice: null,
        result: { confirmed: event.confirmed, tender: sale.confirmation.tender },
      };

/** Uncertain outcomes stay here and are sent again, word for word; a refusal goes back to a fresh quote. */
const onConfirmRefused: Handler<'confirm-refused'> = (sale, event) => {
  const notice = { kind: 'problem', problem: event.problem } as const;
  if (isUncertain(event.problem)) return { ...sale, notice };
  // Taken up after a restart and refused since: there is no cart to go back to.
  if (sale.lines.length === 0) return { ...nextSale(sale), notice };
  return revised(sale, { phase: 'paying', confirmation: null, notice });
};

/** The whole machine: every event in every phase. */
const table: { readonly [Type in SaleEvent['type']]: Row<Type> } = {
  identified: {
    selling: onIdentified,
    paying: onIdentified,
    confirming: busy,
    done: inNextSale(onIdentified),
  },
  'member-chosen': {
    selling: onMemberChosen,
    paying: onMemberChosen,
    confirming: busy,
    done: inNextSale(onMemberChosen),
  },
  'member-refreshed': {
    selling: onMemberRefreshed,
    paying: onMemberRefreshed,
    confirming: same,
    done: same,
  },
  'member-cleared': { selling: onMemberCleared, paying: onMemberCleared, confirming: same, done: same },
  'goods-picked': {
    selling: onGoodsPicked,
    paying: backInCart(onGoodsPicked),
    confirming: busy,
    done: inNextSale(onGoodsPicked),
  },
  'goods-unknown': {
    selling: onGoodsUnknown,
    paying: onGoodsUnknown,
    confirming: busy,
    done: inNextSale(onGoodsUnknown),
  },
  'weight-given': { selling: onWeightGiven, paying: same, confirming: same, done: same },
  'weighing-left': {
    selling: (sale) => ({ ...sale, weighing: null }),
    paying: same,
    confirming: same,
    done: same,
  },
  'quantity-set': {
    selling: (sale, event) => withQuantity(sale, event.lineId, event.thousandths),
    paying: same,
    confirming: same,
    done: same,
  },
  'line-removed': {
    selling: (sale, event) => withoutLine(sale, event.lineId),
    paying: same,
    confirming: same,
    done: same,
  },
  'removal-undone': { selling: withRemovalUndone, paying: same, confirming: same, done: same },
  'redeem-set': {
    selling: (sale, event) => revised(sale, { redeem: event.redeem }),
    paying: (sale, event) => revised(sale, { redeem: event.redeem }),
    confirming: same,
    done: same,
  },
  'reward-toggled': {
    selling: onRewardToggled,
    paying: onRewardToggled,
    confirming: same,
    done: same,
  },
  'coupon-added': {
    selling: onCouponAdded,
    paying: onCouponAdded,
    confirming: busy,
    done: inNextSale(onCouponAdded),
  },
  'coupon-removed': { selling: onCouponRemoved, paying: onCouponRemoved, confirming: same, done: same },
  // What was in the cart stays stored at the agent under its own number.
  restored: {
    selling: (sale, event) => takenUp(sale, event.held, event.confirmation),
    paying: same,
    confirming: same,
    done: (sale, event) => takenUp(sale, event.held, event.confirmation),
  },
  'purchase-opened': {
    selling: (sale, event) => (sale.purchaseId === null ? { ...sale, purchaseId: event.purchaseId } : sale),
    paying: same,
    confirming: same,
    done: same,
  },
  'quote-made': { selling: onQuoteMade, paying: onQuoteMade, confirming: same, done: same },
  'quote-refused': { selling: onQuoteRefused, paying: onQuoteRefused, confirming: same, done: same },
  'quote-wanted': {
    selling: (sale) => revised(sale, { quoteProblem: null }),
    paying: (sale) => revised(sale, { quoteProblem: null }),
    confirming: same,
    done: same,
  },
  'slip-drawn': { selling: same, paying: onSlipDrawn, confirming: onSlipDrawn, done: same },
  'pay-asked': { selling: onPayAsked, paying: same, confirming: same, done: same },
  'pay-left': {
    selling: same,
    paying: (sale) => ({ ...sale, phase: 'selling' }),
    confirming: same,
    done: same,
  },
  'confirm-asked': { selling: same, paying: onConfirmAsked, confirming: same, done: same },
  'confirm-made': { selling: same, paying: same, confirming: onConfirmMade, done: same },
  'confirm-refused': { selling: same, paying: same, confirming: onConfirmRefused, done: same },
  told: {
    selling: (sale, event) => ({ ...sale, notice: { kind: 'problem', problem: event.problem } }),
    paying: (sale, event) => ({ ...sale, notice: { kind: 'problem', problem: event.problem } }),
    confirming: same,
    done: same,
  },
  'notice-closed': {
    selling: (sale) => ({ ...sale, notice: null }),
    paying: (sale) => ({ ...sale, notice: null }),
    confirming: (sale) => ({ ...sale, notice: null }),
    done: (sale) => ({ ...sale, notice: null }),
  },
  // A payment on its way cannot be left: whether it was taken is not known yet.
  'sale-left': { selling: nextSale, paying: nextSale, confirming: same, done: nextSale },
};

/** The next state of the sale. Pure and total: an event that means nothing in a phase changes nothing. */
export function reduceSale(sale: SaleState, event: SaleEvent): SaleState {
  // The row at the event's own type takes exactly this event.
  const row = table[event.type] as Row<SaleEvent['type']>;
  return row[sale.phase](sale, event);
}
