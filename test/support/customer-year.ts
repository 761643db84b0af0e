import type { Lot, Posting } from '../../src/contracts/ledger.ts';
import { type Member, memberSchema } from '../../src/contracts/member.ts';
import type { Program, ProgramInput } from '../../src/contracts/program.ts';
import type { Quote } from '../../src/contracts/quote.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { type Receipt, type ReceiptInput, receiptSchema } from '../../src/contracts/receipt.ts';
import type { MemberRecord } from '../../src/contracts/sync.ts';
import { spendSinceMs, tierAfter } from '../../src/hub/ledger/tier-of.ts';
import { balancesOf, type WalletBalance } from '../../src/loyalty/ledger/balances.ts';
import { instantToMs } from '../../src/loyalty/ledger/instant.ts';
import { memberAfterPurchase } from '../../src/loyalty/ledger/member-after-purchase.ts';
import { purchasePostings } from '../../src/loyalty/ledger/purchase-postings.ts';
import { earnedPoints, spentPoints } from '../../src/loyalty/ledger/quote-points.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { validateProgram } from '../../src/loyalty/program/validate.ts';
import { quote } from '../../src/loyalty/quote.ts';

// A customer who visits for a year. The engine quotes, the ledger books, and what a hub would keep between the visits
// is kept here: lots, spend inside the tier's window, uses inside a promotion's window, stamps, coupons, memberships.

type LineInput = ReceiptInput['lines'][number];

/** Goods of a visit: a category, a price of one (kopecks) and whatever else of a line matters. */
export type Goods = Pick<LineInput, 'price'> & Partial<LineInput>;

export type Visit = {
  /** Moscow time, `2027-03-08T23:59`. */
  readonly at: string;
  readonly store?: string;
  readonly goods: readonly Goods[];
  readonly redeem?: ReceiptInput['redeem'];
  readonly rewards?: readonly string[];
  readonly coupons?: readonly string[];
  /** What changed about the member before this visit. */
  readonly now?: Partial<Pick<MemberRecord, 'segments' | 'choices'>>;
};

export type Customer = Partial<Pick<MemberRecord, 'firstName' | 'segments' | 'choices'>> & {
  readonly joinedAt: string;
  readonly birthday: string;
};

/** All that is known after a visit. */
export type Visited = {
  readonly atMs: number;
  readonly store: string;
  readonly receipt: Receipt;
  readonly quote: Quote;
  readonly postings: readonly Posting[];
  /** Codes printed with this receipt. */
  readonly codes: readonly string[];
  readonly member: MemberRecord;
  readonly balances: Readonly<Record<string, WalletBalance>>;
};

type Coupon = { readonly series: string; readonly validUntil: string; used: boolean };

const dayMs = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / dayMs;

const newcomer = (program: Program, { joinedAt, birthday, ...known }: Customer): MemberRecord => ({
  id: 'm1',
  state: 'active',
  firstName: 'Анна',
  phoneHash: null,
  phoneLast4: null,
  cards: [],
  tier: tierAfter(program, null, { spendMinor: 0, purchases: 0 }),
  spendMinor: 0,
  purchases: 0,
  joinedAt,
  birthday,
  segments: [],
  clubs: [],
  choices: {},
  stamps: {},
  used: {},
  lots: [],
  ...known,
});

const lotsOf = (member: MemberRecord): Lot[] => member.lots.map((lot) => ({ ...lot, memberId: member.id }));

function asEngineSees(record: MemberRecord, balances: Visited['balances']): Member {
  const { id, tier, spendMinor, purchases, joinedAt, birthday, firstName } = record;
  const { segments, clubs, clubsUntil, choices, stamps, used } = record;
  return memberSchema.parse({
    ...{ id, tier, spend: spendMinor, purchases, joinedAt, birthday, firstName },
    ...{ segments, clubs, clubsUntil, choices, stamps, used },
    wallets: Object.fromEntries(
      Object.entries(balances).map(([wallet, { spendable, expiringSoon }]) => [
        wallet,
        { spendable, expiringSoon },
      ]),
    ),
  });
}

const receiptOf = (visit: Visit, number: number): Receipt =>
  receiptSchema.parse({
    purchaseId: `P-${number}`,
    at: `${visit.at}:00+03:00`,
    store: visit.store ?? 's1',
    till: 't1',
    lines: visit.goods.map((line, i) => ({ id: String(i + 1), sku: `sku-${i + 1}`, quantity: 1, ...line })),
    redeem: visit.redeem ?? null,
    rewards: [...(visit.rewards ?? [])],
    coupons: [...(visit.coupons ?? [])],
  });

/** Uses of each promotion that its limit still counts on this day. */
function usesOn(program: Program, visits: readonly Visited[], date: string): Record<string, number> {
  const used: Record<string, number> = {};
  for (const { receipt, quote: made } of visits) {
    for (const { promotion: id } of made.applied) {
      const limit = program.promotions.find((promotion) => promotion.id === id)?.limit;
      const days = limit?.perMemberDays ?? Number.POSITIVE_INFINITY;
      if (dayOf(date) - dayOf(receipt.at) < days) used[id] = (used[id] ?? 0) + 1;
    }
  }
  return used;
}

function book(member: MemberRecord, program: Program, made: Quote, atMs: number) {
  const operationId = made.purchaseId;
  const lots: Lot[] = lotsOf(member);
  const redeemed = spentPoints(made);
  const earned = earnedPoints(made);
  const { id: memberId } = member;
  return purchasePostings({ operationId, memberId, atMs, redeemed, earned, lots, wallets: program.wallets });
}

/** Opens a year under a program, which must be without faults. */
export function startYear(input: ProgramInput, customer: Customer) {
  const checked = validateProgram(input);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  const { program } = checked.value;
  const compiled = compileProgram(program);
  const visits: Visited[] = [];
  const coupons = new Map<string, Coupon>();
  const clubs = new Map<string, string>();
  let member = newcomer(program, customer);

  /** The member as the hub would tell the till this morning. */
  const present = (visit: Visit, atMs: number): MemberRecord => {
    const since = spendSinceMs(program, atMs);
    const counted = visits.filter((one) => one.atMs > since);
    return {
      ...member,
      ...visit.now,
      spendMinor: counted.reduce((sum, one) => sum + one.quote.totals.net, 0),
      used: usesOn(program, visits, visit.at),
      clubs: [...clubs].filter(([, until]) => until >= visit.at.slice(0, 10)).map(([club]) => club),
    };
  };

  const contextOf = (date: string) => {
    const states = [...coupons].map(([code, { series, validUntil, used }]) => {
      const state = used ? 'used' : validUntil >= date.slice(0, 10) ? 'valid' : 'unknown';
      return [code, { state, series }] as const;
    });
    return quoteContextSchema.parse({ coupons: Object.fromEntries(states) });
  };

  const takeCoupons = (made: Quote): string[] => {
    for (const { coupon } of made.applied) {
      const given = coupon === undefined ? undefined : coupons.get(coupon);
      if (given !== undefined) given.used = true;
    }
    return made.coupons.map(({ series, validUntil }) => {
      const code = `${series}-${[...coupons.values()].filter((one) => one.series === series).length + 1}`;
      coupons.set(code, { series, validUntil, used: false });
      return code;
    });
  };

  const visit = (asked: Visit): Visited => {
    const receipt = receiptOf(asked, visits.length + 1);
    const atMs = instantToMs(receipt.at);
    const before = present(asked, atMs);
    const balances = balancesOf(lotsOf(before), atMs);
    const made = quote(compiled, asEngineSees(before, balances), receipt, contextOf(asked.at));
    const { postings, lots } = book(before, program, made, atMs);
    const after = memberAfterPurchase(before, {
      operationId: receipt.purchaseId,
      quote: made,
      postings,
      lots,
    });
    member = { ...after, tier: tierAfter(program, before.tier, after) };
    for (const { club, validUntil } of made.clubs) clubs.set(club, validUntil);
    const visited: Visited = {
      atMs,
      store: receipt.store,
      receipt,
      quote: made,
      postings,
      codes: takeCoupons(made),
      member,
      balances: balancesOf(lotsOf(member), atMs),
    };
    visits.push(visited);
    return visited;
  };

  return { program, visit, visits: visits as readonly Visited[] };
}

export type CustomerYear = ReturnType<typeof startYear>;
