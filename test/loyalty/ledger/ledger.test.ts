import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lot, Posting } from '../../../src/contracts/ledger.ts';
import { balancesOf } from '../../../src/loyalty/ledger/balances.ts';
import { instantFromMs } from '../../../src/loyalty/ledger/instant.ts';
import { applyPostings, assertBalanced } from '../../../src/loyalty/ledger/postings.ts';
import { purchasePostings } from '../../../src/loyalty/ledger/purchase-postings.ts';
import { earnedPoints, spentPoints } from '../../../src/loyalty/ledger/quote-points.ts';

const dayMs = 86_400_000;
const nowMs = Date.parse('2026-12-05T09:30:00Z');
const main = { id: 'main', activateAfterDays: 0, expireAfterDays: 365 };
const slow = { id: 'slow', activateAfterDays: 14, expireAfterDays: null };

function lot(id: string, remaining: number, more: Partial<Lot> = {}): Lot {
  return {
    id,
    memberId: 'm1',
    wallet: 'main',
    earnedAt: instantFromMs(nowMs - 10 * dayMs),
    activeAt: instantFromMs(nowMs - 10 * dayMs),
    expiresAt: instantFromMs(nowMs + 100 * dayMs),
    points: Math.max(remaining, 0),
    remaining,
    ...more,
  };
}

const purchase = {
  operationId: 'op-1',
  memberId: 'm1',
  atMs: nowMs,
  redeemed: {},
  earned: {},
  lots: [],
  wallets: [main, slow],
};

describe('a purchase in the ledger', () => {
  it('spends the soonest-expiring points first and says which lots it took', () => {
    const lots = [
      lot('never', 50, { expiresAt: null }),
      lot('late', 50),
      lot('soon', 30, { expiresAt: instantFromMs(nowMs + dayMs) }),
    ];
    const { postings } = purchasePostings({ ...purchase, lots, redeemed: { main: 90 } });
    const taken = postings.filter((leg) => leg.account === 'redeemed').map((leg) => [leg.lotId, leg.points]);
    expect(taken).toEqual([
      ['soon', 30],
      ['late', 50],
      ['never', 10],
    ]);
  });

  it('makes one lot per wallet, with the days the wallet gives', () => {
    const { lots } = purchasePostings({ ...purchase, earned: { main: 12, slow: 5 } });
    expect(lots).toEqual([
      {
        id: 'op-1:main',
        memberId: 'm1',
        wallet: 'main',
        earnedAt: '2026-12-05T09:30:00.000Z',
        activeAt: '2026-12-05T09:30:00.000Z',
        expiresAt: '2027-12-05T09:30:00.000Z',
        points: 12,
        remaining: 12,
      },
      {
        id: 'op-1:slow',
        memberId: 'm1',
        wallet: 'slow',
        earnedAt: '2026-12-05T09:30:00.000Z',
        activeAt: '2026-12-19T09:30:00.000Z',
        expiresAt: null,
        points: 5,
        remaining: 5,
      },
    ]);
  });

  it('books points that are not active yet as pending, and spends them from there once they are', () => {
    const earning = purchasePostings({ ...purchase, earned: { slow: 5 } });
    expect(earning.postings.map((leg) => [leg.account, leg.points])).toEqual([
      ['issued', -5],
      ['pending', 5],
    ]);
    const lots = applyPostings([], earning.postings, earning.lots);
    const early = { ...purchase, operationId: 'op-2', lots, redeemed: { slow: 5 } };
    expect(() => purchasePostings(early)).toThrow('short of 5');
    const { postings } = purchasePostings({ ...early, atMs: nowMs + 14 * dayMs });
    expect(postings.map((leg) => [leg.account, leg.points])).toEqual([
      ['pending', -5],
      ['redeemed', 5],
    ]);
  });

  it('never takes expired points', () => {
    const lots = [lot('gone', 100, { expiresAt: instantFromMs(nowMs) })];
    expect(() => purchasePostings({ ...purchase, lots, redeemed: { main: 1 } })).toThrow('short of 1');
  });

  it('does not pay with what it earns', () => {
    const both = { ...purchase, redeemed: { main: 1 }, earned: { main: 10 } };
    expect(() => purchasePostings(both)).toThrow('short of 1');
  });
});

describe('balances', () => {
  it('tell active, pending, expiring and expired points apart', () => {
    const lots = [
      lot('active', 40),
      lot('soon', 10, { expiresAt: instantFromMs(nowMs + 30 * dayMs) }),
      lot('gone', 7, { expiresAt: instantFromMs(nowMs) }),
      lot('later', 5, { activeAt: instantFromMs(nowMs + 1) }),
    ];
    expect(balancesOf(lots, nowMs)).toEqual({
      main: { balance: 50, pending: 5, spendable: 50, expiringSoon: 10 },
    });
  });

  it('count an overdraft against everything, even after the lot would have expired', () => {
    const lots = [lot('over', -60, { expiresAt: instantFromMs(nowMs - 1) }), lot('active', 40)];
    expect(balancesOf(lots, nowMs)).toEqual({
      main: { balance: -20, pending: 0, spendable: 0, expiringSoon: 0 },
    });
  });
});

describe('applying postings', () => {
  it('keeps what was taken from an empty or unknown lot as a debt', () => {
    const take = (lotId: string, points: number): Posting[] => [
      { memberId: 'm1', wallet: 'main', account: 'available', lotId, points: -points },
      { memberId: 'm1', wallet: 'main', account: 'redeemed', lotId, points },
    ];
    const after = applyPostings([lot('known', 5)], [...take('known', 8), ...take('lost', 4)], []);
    expect(after.map((one) => [one.id, one.remaining])).toEqual([
      ['known', -3],
      ['lost', -4],
    ]);
  });

  it('refuses to create a lot twice', () => {
    const earning = purchasePostings({ ...purchase, earned: { main: 5 } });
    const lots = applyPostings([], earning.postings, earning.lots);
    expect(() => applyPostings(lots, earning.postings, earning.lots)).toThrow('exists already');
  });
});

describe('postings', () => {
  it('that do not sum to 0 are a bug', () => {
    const leg = { memberId: 'm1', wallet: 'main', account: 'issued', lotId: 'a', points: -1 } as const;
    expect(() => assertBalanced([leg])).toThrow('sum to -1');
    expect(() => assertBalanced([{ ...leg, points: 0 }])).toThrow('whole number');
    const otherWallet = { ...leg, wallet: 'other', points: 1 };
    expect(() => assertBalanced([leg, otherWallet])).toThrow('sum to');
  });

  it('of any chain of purchases agree with the lots and the balances', () => {
    const step = fc.record({
      earned: fc.integer({ min: 0, max: 500 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      days: fc.integer({ min: 0, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let lots: Lot[] = [];
        let atMs = nowMs;
        const ledger: Posting[] = [];
        steps.forEach((one, index) => {
          atMs += one.days * dayMs;
          const spendable = balancesOf(lots, atMs).main?.spendable ?? 0;
          const redeemed = Math.floor(spendable * one.share);
          const made = purchasePostings({
            ...purchase,
            operationId: `op-${index}`,
            atMs,
            lots,
            redeemed: { main: redeemed },
            earned: { main: one.earned, slow: one.earned },
          });
          const after = applyPostings(lots, made.postings, made.lots);
          expect((balancesOf(after, atMs).main?.balance ?? 0) - spendable).toBe(one.earned - redeemed);
          lots = after;
          ledger.push(...made.postings);
        });
        assertBalanced(ledger);
        for (const one of lots) {
          const inLot = ledger.filter((leg) => leg.lotId === one.id && leg.account !== 'issued');
          const held = inLot.filter((leg) => leg.account !== 'redeemed');
          expect(held.reduce((sum, leg) => sum + leg.points, 0)).toBe(one.remaining);
          expect(one.remaining).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('points of a quote', () => {
  it('are what payment and rewards take, and what the totals give', () => {
    const redeem = { wallet: 'main', asked: 5, points: 5, max: 9 };
    const rewards = [
      { reward: 'a', wallet: 'main', cost: 10, amount: 1 },
      { reward: 'b', wallet: 'other', cost: 3, amount: 1 },
    ];
    expect(spentPoints({ redeem, rewards })).toEqual({ main: 15, other: 3 });
    expect(spentPoints({ redeem: { ...redeem, points: 0 }, rewards: [] })).toEqual({});
    const totals = { gross: 0, discount: 0, paidWithPoints: 0, net: 0, earned: { main: 7, other: 0 } };
    expect(earnedPoints({ totals })).toEqual({ main: 7 });
  });
});
