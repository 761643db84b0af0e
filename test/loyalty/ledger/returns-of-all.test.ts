import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Lot, Posting } from '../../../src/contracts/ledger.ts';
import { memberSchema } from '../../../src/contracts/member.ts';
import { programSchema } from '../../../src/contracts/program.ts';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import { receiptSchema } from '../../../src/contracts/receipt.ts';
import type { MemberRecord, PurchaseBody } from '../../../src/contracts/sync.ts';
import { tierAfter, tierAfterReturn } from '../../../src/hub/ledger/tier-of.ts';
import { balancesOf } from '../../../src/loyalty/ledger/balances.ts';
import { instantFromMs } from '../../../src/loyalty/ledger/instant.ts';
import { memberAfterPurchase } from '../../../src/loyalty/ledger/member-after-purchase.ts';
import { memberAfterReturn } from '../../../src/loyalty/ledger/member-after-return.ts';
import { assertBalanced } from '../../../src/loyalty/ledger/postings.ts';
import { purchasePostings } from '../../../src/loyalty/ledger/purchase-postings.ts';
import { earnedPoints, spentPoints } from '../../../src/loyalty/ledger/quote-points.ts';
import { makeReturn } from '../../../src/loyalty/ledger/return-body.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import type { LineQuantity } from '../../../src/loyalty/returns.ts';
import { caseProgram, mainWallet } from '../../support/loyalty-case.ts';
import { propertySettings } from '../../support/property-runs.ts';

// A member buys and brings back, in any order and any parts, until nothing of any purchase is left.

const dayMs = 86_400_000;
const startMs = Date.parse('2026-12-05T09:30:00Z');
const tier = (id: string, from: number, earnPercent: number) => ({ id, name: { ru: id }, from, earnPercent });

const programOf = (clawback: 'debt' | 'withhold') =>
  programSchema.parse(
    caseProgram({
      name: '',
      expect: {},
      program: {
        clawback,
        wallets: [
          { ...mainWallet, redeem: { maxShare: 100 } },
          { ...mainWallet, id: 'slow', activateAfterDays: 2, redeem: null },
        ],
        tiers: [tier('bronze', 0, 5), tier('silver', 30_000, 10), tier('gold', 80_000, 20)],
        stampCards: [
          {
            id: 'coffee',
            of: { category: ['coffee'] },
            target: 3,
            then: { type: 'unitsOff', units: 1, percent: 100 },
          },
          { id: 'tea', of: { category: ['tea'] }, target: 2, then: { type: 'gift', sku: 'mug' } },
        ],
        rewards: [
          { id: 'half', wallet: 'main', cost: 37, then: { type: 'percentOff', percent: 50 } },
          // Nobody ever brings it: what it cost is owed all the same.
          { id: 'mug', wallet: 'main', cost: 21, then: { type: 'gift', sku: 'mug' } },
        ],
        clubs: [{ id: 'vip', sku: 'CLUB', periodDays: 365 }],
      },
      promotions: [
        { then: [{ type: 'percentOff', percent: 7, of: { category: ['coffee'] } }], limit: { perMember: 5 } },
        { then: [{ type: 'points', wallet: 'slow', percent: 3 }] },
      ],
    }),
  );

const line = fc.record({
  category: fc.constantFrom('coffee', 'tea'),
  quantity: fc.integer({ min: 1, max: 4 }),
  price: fc.integer({ min: 100, max: 20_000 }),
});
const event = fc.record({
  days: fc.integer({ min: 0, max: 3 }),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  redeem: fc.integer({ min: 0, max: 400 }),
  rewards: fc.array(fc.constantFrom('half', 'mug'), { maxLength: 2 }),
  club: fc.integer({ min: 0, max: 9 }),
  /** After the purchase: of which one something comes back, of which line, and how much of it. */
  returns: fc.array(fc.tuple(fc.nat(9), fc.nat(2), fc.integer({ min: 1, max: 4 })), { maxLength: 2 }),
});
const history = fc.record({
  events: fc.array(event, { minLength: 1, maxLength: 7 }),
  order: fc.array(fc.nat(), { minLength: 7, maxLength: 7 }),
  points: fc.integer({ min: 0, max: 300 }),
  paidUntil: fc.constantFrom(null, 'endless', '2026-01-31', '2026-12-06', '2027-06-01'),
  granted: fc.constantFrom(null, 'silver', 'gold'),
});

const newMember = ({ points, granted, paidUntil }: Omit<HistoryValue, 'events' | 'order'>): MemberRecord => ({
  id: 'm1',
  state: 'active',
  firstName: null,
  phoneHash: null,
  phoneLast4: null,
  cards: [],
  tier: granted ?? 'bronze',
  ...(granted === null ? {} : { tierGranted: granted }),
  spendMinor: 0,
  purchases: 0,
  joinedAt: '2026-01-01',
  birthday: null,
  segments: [],
  clubs: paidUntil === null ? [] : ['vip'],
  ...(paidUntil === null || paidUntil === 'endless' ? {} : { clubsUntil: { vip: paidUntil } }),
  choices: {},
  stamps: { coffee: 2 },
  used: {},
  lots: [0, 1]
    .map((number) => ({
      id: `old-${number}`,
      wallet: 'main',
      earnedAt: instantFromMs(startMs - dayMs),
      activeAt: instantFromMs(startMs - dayMs),
      expiresAt: instantFromMs(startMs + (100 + number) * dayMs),
      points,
      remaining: points,
    }))
    .filter((lot) => lot.remaining > 0),
});

const lotsOf = (member: MemberRecord): Lot[] => member.lots.map((lot) => ({ ...lot, memberId: member.id }));
const withoutZeros = (counters: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counters).filter(([, count]) => count !== 0));
/** What counts of a member: used-up lots and counters at 0 are as good as none. */
const essence = (member: MemberRecord) => ({
  ...member,
  lots: member.lots.filter((lot) => lot.remaining !== 0).sort((one, other) => (one.id < other.id ? -1 : 1)),
  stamps: withoutZeros(member.stamps),
  used: withoutZeros(member.used),
});

type Bought = { operationId: string; atMs: number; body: PurchaseBody; returned: LineQuantity[] };

/** Till and hub in one: quotes, books and forgets used-up lots, as the hub does. */
function openLedger(program: ReturnType<typeof programOf>, start: MemberRecord) {
  const compiled = compileProgram(program);
  let member = start;
  const ledger: Posting[] = [];
  const purchases: Bought[] = [];
  let short = 0;
  let returnCount = 0;
  const forget = (): void => {
    member = { ...member, lots: member.lots.filter((lot) => lot.remaining !== 0) };
  };

  const buy = (atMs: number, given: EventValue): void => {
    const operationId = `op-${purchases.length}`;
    const lots = lotsOf(member);
    const goods = given.lines.map((one, i) => ({ id: String(i + 1), sku: `s${i}`, name: 'x', ...one }));
    const club = given.club < 3;
    const receipt = receiptSchema.parse({
      purchaseId: operationId,
      at: instantFromMs(atMs),
      store: 's1',
      till: 't1',
      lines: club
        ? [...goods, { id: 'c', sku: 'CLUB', name: 'x', quantity: 1 + given.club, price: 100 }]
        : goods,
      redeem: { wallet: 'main', points: given.redeem },
      rewards: given.rewards,
    });
    const balances = balancesOf(lots, atMs);
    const seen = memberSchema.parse({
      id: member.id,
      tier: member.tier,
      spend: member.spendMinor,
      purchases: member.purchases,
      clubs: member.clubs,
      clubsUntil: member.clubsUntil,
      stamps: Object.fromEntries(Object.entries(member.stamps).map(([id, n]) => [id, Math.max(0, n)])),
      used: member.used,
      wallets: Object.fromEntries(Object.entries(balances).map(([id, { spendable }]) => [id, { spendable }])),
    });
    const made = quote(compiled, seen, receipt, quoteContextSchema.parse({}));
    const moved = purchasePostings({
      operationId,
      memberId: member.id,
      atMs,
      redeemed: spentPoints(made),
      earned: earnedPoints(made),
      lots,
      wallets: program.wallets,
    });
    const taken = new Set(moved.postings.map((leg) => leg.lotId));
    const body: PurchaseBody = {
      purchaseId: operationId,
      member: member.id,
      receipt,
      quote: made,
      fiscal: { number: '1', time: instantFromMs(atMs) },
      tenders: [],
      postings: moved.postings,
      lots: moved.lots,
      spentFrom: lots.filter((lot) => taken.has(lot.id)),
    };
    const after = memberAfterPurchase(member, { operationId, quote: made, ...moved });
    member = { ...after, tier: tierAfter(program, member.tier, after) };
    ledger.push(...moved.postings);
    purchases.push({ operationId, atMs, body, returned: [] });
    forget();
  };

  const bringBack = (atMs: number, bought: Bought, lines: readonly LineQuantity[]): void => {
    returnCount += 1;
    const made = makeReturn({
      operationId: `return-${returnCount}`,
      returnId: `R-${returnCount}`,
      atMs,
      purchase: { ...bought, at: instantFromMs(bought.atMs) },
      lines,
      lots: lotsOf(member),
      program,
    });
    if (!made.ok) throw new Error(made.error.code);
    const { body, settlement } = made.value;
    assertBalanced(body.postings);
    const before = member;
    const after = memberAfterReturn(before, body);
    member = { ...after, tier: tierAfterReturn(program, before, after) };
    if (program.clawback === 'withhold') {
      for (const [wallet, { balance, pending }] of Object.entries(balancesOf(lotsOf(member), atMs))) {
        expect(balance + pending, `wallet ${wallet} is not below zero`).toBeGreaterThanOrEqual(0);
      }
    }
    for (const one of settlement.wallets) short += one.short - one.debt;
    ledger.push(...body.postings);
    bought.returned.push(...lines);
    forget();
  };

  const leftOf = ({ body, returned }: Bought): LineQuantity[] =>
    body.receipt.lines.flatMap(({ id, quantity }) => {
      const back = returned.filter((one) => one.id === id).reduce((sum, one) => sum + one.quantity, 0);
      return quantity > back ? [{ id, quantity: quantity - back }] : [];
    });

  return {
    buy,
    bringBack,
    leftOf,
    purchases: purchases as readonly Bought[],
    ledger: ledger as readonly Posting[],
    member: () => member,
    short: () => short,
  };
}

type HistoryValue = typeof history extends fc.Arbitrary<infer Value> ? Value : never;
type EventValue = HistoryValue['events'][number];

function playAll(clawback: 'debt' | 'withhold', { events, order, ...member }: HistoryValue) {
  const start = newMember(member);
  const shop = openLedger(programOf(clawback), start);
  let atMs = startMs;
  for (const one of events) {
    atMs += one.days * dayMs;
    shop.buy(atMs, one);
    for (const [which, position, quantity] of one.returns) {
      const bought = shop.purchases[which % shop.purchases.length];
      const left = bought === undefined ? [] : shop.leftOf(bought);
      const target = left[position % Math.max(1, left.length)];
      if (bought === undefined || target === undefined) continue;
      shop.bringBack(atMs, bought, [{ id: target.id, quantity: Math.min(quantity, target.quantity) }]);
    }
  }
  const shuffled = shop.purchases
    .map((bought, i) => ({ bought, rank: order[i] ?? 0 }))
    .sort((one, other) => one.rank - other.rank);
  for (const { bought } of shuffled) {
    const left = shop.leftOf(bought);
    if (left.length > 0) shop.bringBack(atMs, bought, left);
  }
  assertBalanced(shop.ledger);
  return { start, shop, atMs };
}

it('everything that was bought comes back, in any parts and any order: the member is as at the start', () => {
  fc.assert(
    fc.property(history, (given) => {
      const { start, shop } = playAll('debt', given);
      expect(essence(shop.member())).toEqual(essence(start));
    }),
    propertySettings(),
  );
});

it('where points already spent are kept from the refund, the member ends with just those, and is never below zero', () => {
  fc.assert(
    fc.property(history, (given) => {
      const { start, shop, atMs } = playAll('withhold', given);
      const sumOf = (member: MemberRecord): number =>
        Object.values(balancesOf(lotsOf(member), atMs)).reduce(
          (sum, one) => sum + one.balance + one.pending,
          0,
        );
      expect(sumOf(shop.member())).toBe(sumOf(start) + shop.short());
      const { lots: _lots, ...rest } = essence(shop.member());
      const { lots: _old, ...before } = essence(start);
      expect(rest).toEqual(before);
    }),
    propertySettings(),
  );
});
