import type { Goods } from '../../../../src/contracts/goods.ts';
import type { MemberView } from '../../../../src/contracts/member-view.ts';
import { type Quote, quoteSchema } from '../../../../src/contracts/quote.ts';
import type { HeldCart } from '../../../../src/contracts/ui-api.ts';
import type { SaleEvent } from '../../../../src/renderer/cashier/state/sale-events.ts';
import { reduceSale } from '../../../../src/renderer/cashier/state/sale-reducer.ts';
import {
  type Confirmation,
  type Confirmed,
  emptySale,
  type SaleState,
} from '../../../../src/renderer/cashier/state/sale-state.ts';
import { localProblem } from '../../../../src/renderer/kit/local-problem.ts';
import { scriptedGoods, scriptedMember } from '../../../support/scripted-answers.ts';

const goodsAt = (index: number): Goods => {
  const goods = scriptedGoods[index];
  if (goods === undefined) throw new Error(`no sample goods ${index}`);
  return goods;
};
export const milk = goodsAt(0);
export const cheese = goodsAt(2);
export const apples = goodsAt(5);
export const anna: MemberView = scriptedMember;

export const quoteOf = (netMinor: number, change: Partial<Quote> = {}): Quote =>
  quoteSchema.parse({
    purchaseId: 'P1',
    pack: 1,
    lines: [],
    totals: { gross: netMinor, discount: 0, paidWithPoints: 0, net: netMinor, earned: {} },
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
    ...change,
  });

export const play = (sale: SaleState, ...events: SaleEvent[]): SaleState => events.reduce(reduceSale, sale);

export const picked = (goods: Goods): Extract<SaleEvent, { type: 'goods-picked' }> => ({
  type: 'goods-picked',
  goods,
});
export const quoted = (sale: SaleState): SaleState =>
  play(
    sale,
    { type: 'purchase-opened', purchaseId: 'P1' },
    { type: 'quote-made', revision: sale.revision, quote: quoteOf(8990) },
  );

export const confirmation: Confirmation = {
  purchaseId: 'P1',
  tender: { type: 'cash', givenMinor: 10000 },
  request: {
    operationId: '0198a000-0000-7000-8000-000000000001',
    fiscal: { number: 'P1', time: '2026-12-05T12:30:00+03:00' },
    tenders: [{ type: 'cash', amount: 8990 }],
  },
};
export const confirmed: Confirmed = {
  purchaseId: 'P1',
  operationId: confirmation.request.operationId,
  quote: quoteOf(8990),
  member: null,
  slip: { lines: [], escpos: '' },
  coupons: [],
  paper: { columns: 32, items: [] },
};

/** Two cheeses and a milk of Anna's that wait at the agent. */
export const heldCart: HeldCart = {
  purchaseId: 'P7',
  member: anna,
  lines: [
    { id: '1', goods: cheese, thousandths: 2000 },
    { id: '3', goods: milk, thousandths: 1000 },
  ],
  redeem: { wallet: 'main', points: 50 },
  rewards: ['free-bread'],
  coupons: ['AUTUMN'],
};

export const selling = quoted(play(emptySale, picked(milk)));
export const paying = play(selling, { type: 'pay-asked' });
export const confirming = play(paying, { type: 'confirm-asked', confirmation });
export const done = play(confirming, { type: 'confirm-made', confirmed });

/** One event of every type, all meaningful somewhere. */
export const everyEvent: { readonly [Type in SaleEvent['type']]: Extract<SaleEvent, { type: Type }> } = {
  identified: { type: 'identified', outcome: { result: 'member', member: anna } },
  'member-chosen': { type: 'member-chosen', member: anna },
  'member-refreshed': { type: 'member-refreshed', member: anna },
  'member-cleared': { type: 'member-cleared' },
  'goods-picked': picked(cheese),
  'goods-unknown': { type: 'goods-unknown', code: '1' },
  'weight-given': { type: 'weight-given', thousandths: 500 },
  'weighing-left': { type: 'weighing-left' },
  'quantity-set': { type: 'quantity-set', lineId: '1', thousandths: 3000 },
  'line-removed': { type: 'line-removed', lineId: '1' },
  'removal-undone': { type: 'removal-undone' },
  'redeem-set': { type: 'redeem-set', redeem: { kind: 'max', wallet: 'main' } },
  'reward-toggled': { type: 'reward-toggled', reward: 'free-bread' },
  'coupon-added': { type: 'coupon-added', code: 'AUTUMN' },
  'coupon-removed': { type: 'coupon-removed', code: 'AUTUMN' },
  restored: { type: 'restored', held: heldCart, confirmation: null },
  'purchase-opened': { type: 'purchase-opened', purchaseId: 'P2' },
  'quote-made': { type: 'quote-made', revision: selling.revision, quote: quoteOf(1) },
  'quote-refused': { type: 'quote-refused', revision: selling.revision, problem: localProblem('no-answer') },
  'quote-wanted': { type: 'quote-wanted' },
  'slip-drawn': { type: 'slip-drawn', revision: selling.revision, paper: { columns: 32, items: [] } },
  'pay-asked': { type: 'pay-asked' },
  'pay-left': { type: 'pay-left' },
  'confirm-asked': { type: 'confirm-asked', confirmation },
  'confirm-made': { type: 'confirm-made', confirmed },
  'confirm-refused': { type: 'confirm-refused', problem: localProblem('no-answer') },
  told: { type: 'told', problem: localProblem('no-answer') },
  'notice-closed': { type: 'notice-closed' },
  'sale-left': { type: 'sale-left' },
};
