import type { Quote } from '../../../src/contracts/quote.ts';
import type { Asked } from './asked.ts';
import { type NaiveOutcome, naiveQuote } from './naive-quote.ts';

// What both engines say of a receipt, in the same words.

const sorted = (entries: Iterable<readonly [string, number]>): (readonly [string, number])[] =>
  [...entries].filter(([, value]) => value > 0).sort(([a], [b]) => (a < b ? -1 : 1));

/** How promotions, rewards and cards came out: `applied`, or the reason and what is missing. */
const told = ({ applied, rejected }: Quote): [string, string][] => [
  ...applied.map(({ promotion }): [string, string] => [promotion, 'applied']),
  ...rejected.map(({ promotion, reason, missing }): [string, string] => [
    promotion,
    `${reason} ${missing?.amount ?? missing?.quantity ?? 0}`,
  ]),
];

const naivelyTold = ({ id, verdict }: NaiveOutcome): [string, string] => [
  id,
  verdict.applied ? 'applied' : `${verdict.reason} ${verdict.missing ?? 0}`,
];

const byId = (entries: readonly (readonly [string, string])[]): (readonly [string, string])[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

/** A quote of the real engine, as far as both engines speak of it. */
export const comparable = (quote: Quote) => ({
  lines: quote.lines.map((line) => ({
    net: line.net,
    paid: line.paidWithPoints,
    off: sorted(line.discounts.map(({ promotion, amount }) => [promotion, amount] as const)),
    earned: sorted(Object.entries(line.earned)),
  })),
  points: quote.redeem?.points ?? 0,
  outcomes: byId(told(quote)),
  rewards: quote.rewards,
  gifts: quote.gifts,
  stamps: quote.stamps,
  tier: quote.tier,
  messages: quote.messages,
  coupons: quote.coupons.map(({ promotion, series, validUntil }) => ({ promotion, series, validUntil })),
  clubs: quote.clubs,
  given: quote.givenCoupons ?? [],
  used: Object.fromEntries(
    quote.applied.flatMap(({ promotion, coupon }) => (coupon === undefined ? [] : [[promotion, coupon]])),
  ),
});

/** The naive engine's quote of the same. */
export function naivelyComparable(asked: Asked) {
  const { lines, points, outcomes, extras, rewards, refusedClubs, ...rest } = naiveQuote(asked);
  return {
    lines: lines.map((line) => ({
      net: line.left,
      paid: line.paid,
      off: sorted(line.off),
      earned: sorted(line.earned),
    })),
    points,
    outcomes: byId([
      ...[...outcomes, ...extras].map(naivelyTold),
      ...refusedClubs.map((club): [string, string] => [club, 'not-a-member 0']),
    ]),
    rewards: rewards.map(({ id, wallet, cost, amount }) => ({ reward: id, wallet, cost, amount })),
    ...rest,
  };
}
