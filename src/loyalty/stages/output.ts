import type { Quote, QuoteLine } from '../../contracts/quote.ts';
import type { LineState } from '../cart/line-state.ts';
import { APPLIED } from '../cart/verdict.ts';
import { givenCouponsOf, issue } from './issue.ts';
import { messagesOf } from './messages.ts';
import type { OrderList } from './order-list.ts';
import { reasonsOf } from './reasons.ts';
import { redemptionOf } from './redeem-reason.ts';
import type { Run } from './run.ts';
import { tierProgress } from './tier-progress.ts';

type PointsByWallet = QuoteLine['earned'];

/** Positions of whole units whose price x quantity is exact: dearer first, at most two. */
export function fiscalSplit(net: number, units: number): QuoteLine['split'] {
  if (units === 0) return [];
  if (units === 1) return [{ quantity: 1, price: net }];
  const price = Math.floor(net / units);
  const dearer = net - price * units;
  if (dearer === 0) return [{ quantity: units, price }];
  return [
    { quantity: dearer, price: price + 1 },
    { quantity: units - dearer, price },
  ];
}

/** Points of every wallet; where there are none, one object that nobody can change stands for that. */
function earnedOf({ program: { wallets, nothingEarned } }: Run, points: readonly number[]): PointsByWallet {
  let sum = 0;
  for (let i = 0; i < points.length; i += 1) sum += points[i] ?? 0;
  if (sum === 0) return nothingEarned;
  const earned: PointsByWallet = {};
  for (let i = 0; i < wallets.length; i += 1) earned[wallets[i]?.id ?? ''] = points[i] ?? 0;
  return earned;
}

function discountsOf(
  { cart: { log }, program: { sourceIds } }: Run,
  line: LineState,
): QuoteLine['discounts'] {
  const discounts: QuoteLine['discounts'] = new Array(line.discountCount);
  const { source, before, amount } = log;
  let at = line.lastDiscount;
  for (let i = line.discountCount - 1; i >= 0; i -= 1) {
    discounts[i] = { promotion: sourceIds[source[at] as number] as string, amount: amount[at] as number };
    at = before[at] as number;
  }
  return discounts;
}

function lineOf(run: Run, line: LineState): QuoteLine {
  return {
    id: line.input.id,
    gross: line.gross,
    discounts: discountsOf(run, line),
    paidWithPoints: line.paidWithPoints,
    net: line.remaining,
    earned: earnedOf(run, line.earned),
    split: fiscalSplit(line.remaining, line.units),
  };
}

function totalsOf(run: Run): Quote['totals'] {
  let paidWithPoints = 0;
  for (const line of run.cart.lines) paidWithPoints += line.paidWithPoints;
  const { gross, remaining } = run.cart;
  return {
    gross,
    discount: gross - remaining - paidWithPoints,
    paidWithPoints,
    net: remaining,
    earned: earnedOf(run, run.points),
  };
}

/** Writes down what a run decided. `listing`: the promotions the quote tells about. */
export function writeQuote(run: Run, listing: OrderList): Quote {
  const totals = totalsOf(run);
  const tier = tierProgress(run);
  const { applied, rejected } = reasonsOf(run, listing);
  const { gifts, coupons, stamps, clubs } = issue(run);
  const { sourceIds, wallets } = run.program;
  const quote: Quote = {
    purchaseId: run.facts.receipt.purchaseId,
    pack: run.program.pack,
    lines: run.cart.lines.map((line) => lineOf(run, line)),
    totals,
    redeem: redemptionOf(run),
    applied,
    rejected,
    rewards: run.rewards
      .filter((reward) => reward.verdict === APPLIED)
      .map(({ id, wallet, cost, amountMinor }) => ({
        reward: id,
        wallet: wallets[wallet]?.id ?? '',
        cost,
        amount: amountMinor,
      })),
    gifts,
    coupons,
    stamps,
    clubs,
    tier,
    messages: messagesOf(run, totals, tier),
    clipped: run.cart.clips.map(({ source, amount }) => ({ promotion: sourceIds[source] ?? '', amount })),
    earnings: run.earnings,
  };
  if (run.facts.judged.length > 0) quote.givenCoupons = givenCouponsOf(run, applied);
  return quote;
}
