import type { Quote, QuoteLine } from '../../contracts/quote.ts';
import { unboxed } from '../../shared/unboxed.ts';
import { type LineState, NO_DISCOUNT } from '../cart/line-state.ts';
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
  let count = 0;
  for (let at = line.firstDiscount; at !== NO_DISCOUNT; at = log.next[at] as number) {
    const promotion = sourceIds[log.source[at] as number] as string;
    discounts[count] = { promotion, amount: unboxed(log.amount[at] as number) };
    count += 1;
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
  const points: number[] = [];
  let paidWithPoints = 0;
  for (const line of run.cart.lines) paidWithPoints += line.paidWithPoints;
  for (const { wallet, points: earned } of run.earnings) points[wallet] = (points[wallet] ?? 0) + earned;
  const { gross, remaining } = run.cart;
  return {
    gross,
    discount: gross - remaining - paidWithPoints,
    paidWithPoints,
    net: remaining,
    earned: earnedOf(run, points),
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
      .map(({ id, wallet, cost, source }) => ({
        reward: id,
        wallet: wallets[wallet]?.id ?? '',
        cost,
        amount: run.cart.taken[source] ?? 0,
      })),
    gifts,
    coupons,
    stamps,
    clubs,
    tier,
    messages: messagesOf(run, totals, tier),
    clipped: run.cart.clips.map(({ source, amount }) => ({ promotion: sourceIds[source] ?? '', amount })),
    earnings: run.earnings.map(({ source, id, wallet, points }) => ({
      source,
      id,
      wallet: wallets[wallet]?.id ?? '',
      points,
    })),
  };
  if (run.facts.judged.length > 0) quote.givenCoupons = givenCouponsOf(run, applied);
  return quote;
}
