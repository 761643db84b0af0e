import { expect } from 'vitest';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { auditYear } from './auditor.ts';
import { type Customer, type CustomerYear, startYear, type Visit, type Visited } from './customer-year.ts';

type Points = Readonly<Record<string, number>>;

/** What a visit must lead to. Money in kopecks, points in the wallet's smallest unit; what is left out must be empty. */
export type Outcome = {
  /** Paid in money. */
  readonly pay: number;
  /** Taken off by promotions, rewards, cards and rounding. */
  readonly off?: number;
  /** Paid with points, as money. */
  readonly points?: number;
  readonly earned?: Points;
  /** Ids of promotions, rewards and stamp cards that applied, sorted. */
  readonly applied?: readonly string[];
  /** Balances right after the visit: active, and waiting to become active. */
  readonly balance?: Points;
  readonly pending?: Points;
  readonly tier?: string;
  readonly stamps?: Points;
  readonly coupons?: readonly string[];
  readonly clubs?: Readonly<Record<string, string>>;
};

export type Step = Visit & {
  readonly then: Outcome;
  /** Some of the refusals, with their reasons: `'points'`, `'basket-amount 1000'`. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Texts, or parts of texts, in either language that are shown. */
  readonly says?: readonly string[];
};

const nonZero = (points: Points): Points =>
  Object.fromEntries(Object.entries(points).filter(([, value]) => value !== 0));

function outcomeOf({ quote, member, balances, codes }: Visited): Required<Omit<Outcome, 'tier'>> & Outcome {
  const { totals } = quote;
  const each = (key: 'balance' | 'pending'): Points =>
    nonZero(Object.fromEntries(Object.entries(balances).map(([wallet, sums]) => [wallet, sums[key]])));
  return {
    pay: totals.net,
    off: totals.discount,
    points: totals.paidWithPoints,
    earned: nonZero(totals.earned),
    applied: quote.applied.map(({ promotion }) => promotion).sort(),
    balance: each('balance'),
    pending: each('pending'),
    ...(member.tier === null ? {} : { tier: member.tier }),
    stamps: nonZero(member.stamps),
    coupons: codes,
    clubs: Object.fromEntries(quote.clubs.map(({ club, validUntil }) => [club, validUntil])),
  };
}

const nothing = {
  off: 0,
  points: 0,
  earned: {},
  applied: [],
  balance: {},
  pending: {},
  stamps: {},
  coupons: [],
  clubs: {},
};

const reasonsOf = ({ quote }: Visited): Record<string, string> =>
  Object.fromEntries(
    quote.rejected.map(({ promotion, reason, missing }) => {
      const more = missing?.amount ?? missing?.quantity;
      return [promotion, more === undefined ? reason : `${reason} ${more}`];
    }),
  );

/** Plays a year step by step against what was worked out by hand, then has it audited. */
export function expectYear(program: ProgramInput, customer: Customer, steps: readonly Step[]): CustomerYear {
  const year = startYear(program, customer);
  for (const { then, refused = {}, says = [], ...asked } of steps) {
    const visited = year.visit(asked);
    const tier =
      visited.member.tier === null || then.tier !== undefined ? {} : { tier: 'missing in the step' };
    expect({ at: asked.at, ...outcomeOf(visited) }).toEqual({ at: asked.at, ...nothing, ...tier, ...then });
    expect({ at: asked.at, ...reasonsOf(visited) }).toMatchObject({ at: asked.at, ...refused });
    const texts = visited.quote.messages.flatMap(({ text }) => Object.values(text)).join('\n');
    for (const text of says) expect(texts).toContain(text);
  }
  expect(auditYear(year.program, year.visits)).toEqual([]);
  return year;
}
