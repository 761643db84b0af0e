import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lot, Posting } from '../../../src/contracts/ledger.ts';
import { balancesOf } from '../../../src/loyalty/ledger/balances.ts';
import { expireLots } from '../../../src/loyalty/ledger/expire-lots.ts';
import { instantFromMs } from '../../../src/loyalty/ledger/instant.ts';
import { applyPostings, assertBalanced } from '../../../src/loyalty/ledger/postings.ts';
import { purchasePostings } from '../../../src/loyalty/ledger/purchase-postings.ts';
import { propertySettings } from '../../support/property-runs.ts';

const dayMs = 86_400_000;
const nowMs = Date.parse('2026-12-05T09:30:00Z');

const lot = (id: string, remaining: number, endsInMs: number | null, more: Partial<Lot> = {}): Lot => ({
  id,
  memberId: 'm1',
  wallet: 'main',
  earnedAt: instantFromMs(nowMs - 10 * dayMs),
  activeAt: instantFromMs(nowMs - 10 * dayMs),
  expiresAt: endsInMs === null ? null : instantFromMs(nowMs + endsInMs),
  points: Math.max(0, remaining),
  remaining,
  ...more,
});
const legsOf = (expiries: readonly { readonly postings: readonly Posting[] }[]): Posting[] =>
  expiries.flatMap((one) => [...one.postings]);
const remainders = (lots: readonly Lot[]): Record<string, number> =>
  Object.fromEntries(lots.map((one) => [one.id, one.remaining]));

describe('ended lots', () => {
  it('lose what is left in them from their first instant without life, under an id made of the lot', () => {
    const lots = [lot('gone', 70, 0), lot('last-moment', 5, 1), lot('forever', 9, null), lot('used', 0, -1)];
    expect(expireLots(lots, nowMs)).toEqual([
      {
        operationId: 'expire:gone',
        lotId: 'gone',
        wallet: 'main',
        expired: 70,
        repaid: 0,
        postings: [
          { memberId: 'm1', wallet: 'main', lotId: 'gone', account: 'available', points: -70 },
          { memberId: 'm1', wallet: 'main', lotId: 'gone', account: 'expired', points: 70 },
        ],
      },
    ]);
  });

  it('are booked from the account in which their points lie', () => {
    const slow = lot('slow', 4, -1, { activeAt: instantFromMs(nowMs - 5 * dayMs) });
    expect(legsOf(expireLots([slow], nowMs)).map((leg) => [leg.account, leg.points])).toEqual([
      ['pending', -4],
      ['expired', 4],
    ]);
  });

  it('repay what is owed in their wallet first, the soonest ended lot first', () => {
    const lots = [
      lot('later', 50, -1),
      lot('sooner', 20, -2),
      lot('debt', -30, null),
      lot('other-debt', -8, null, { wallet: 'other' }),
    ];
    const expiries = expireLots(lots, nowMs);
    expect(expiries.map((one) => [one.lotId, one.repaid, one.expired])).toEqual([
      ['sooner', 20, 0],
      ['later', 10, 40],
    ]);
    expect(remainders(applyPostings(lots, legsOf(expiries), []))).toEqual({
      later: 0,
      sooner: 0,
      debt: 0,
      'other-debt': -8,
    });
  });

  it('are booked under another id when points came back to them after the first booking', () => {
    const again = expireLots([lot('gone', 6, -1)], nowMs, new Map([['gone', 1]]));
    expect(again.map((one) => one.operationId)).toEqual(['expire:gone:1']);
  });

  it('do not change a balance by being booked: until then they repay a debt and count for nothing else', () => {
    const lots = [lot('ended', 50, -1), lot('debt', -30, null), lot('active', 12, dayMs)];
    expect(balancesOf(lots, nowMs).main).toMatchObject({ balance: 12, spendable: 12 });
    const after = applyPostings(lots, legsOf(expireLots(lots, nowMs)), []);
    expect(balancesOf(after, nowMs).main).toMatchObject({ balance: 12, spendable: 12 });
    const poor = [lot('ended', 50, -1), lot('debt', -80, null), lot('active', 12, dayMs)];
    expect(balancesOf(poor, nowMs).main).toMatchObject({ balance: -18, spendable: 0 });
  });
});

const step = fc.record({
  days: fc.integer({ min: 0, max: 120 }),
  earned: fc.integer({ min: 0, max: 300 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  /** Points another till takes at the same time without knowing. */
  taken: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 400 })),
  books: fc.boolean(),
});
const wallets = [{ id: 'main', activateAfterDays: 3, expireAfterDays: 60 }];

it('any life of a member keeps the balance at lots less debts, and every posting at 0 in sum', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let lots: Lot[] = [];
      let atMs = nowMs;
      const ledger: Posting[] = [];
      const book = (postings: readonly Posting[], created: readonly Lot[]): void => {
        ledger.push(...postings);
        lots = applyPostings(lots, postings, created);
      };
      steps.forEach(({ days, earned, share, taken, books }, index) => {
        atMs += days * dayMs;
        if (books) {
          const before = balancesOf(lots, atMs);
          book(legsOf(expireLots(lots, atMs)), []);
          expect(balancesOf(lots, atMs)).toEqual(before);
          expect(expireLots(lots, atMs)).toEqual([]);
        }
        const spendable = balancesOf(lots, atMs).main?.spendable ?? 0;
        const given = { memberId: 'm1', atMs, lots, wallets, operationId: `op-${index}` };
        const made = purchasePostings({
          ...given,
          redeemed: { main: Math.floor(spendable * share) },
          earned: { main: earned },
        });
        book(made.postings, made.lots);
        const victim = lots.at(taken % Math.max(1, lots.length));
        if (taken > 0 && victim !== undefined) {
          const leg = { memberId: 'm1', wallet: 'main', lotId: victim.id };
          const account = victim.activeAt > victim.earnedAt ? 'pending' : 'available';
          book(
            [
              { ...leg, account, points: -taken },
              { ...leg, account: 'redeemed', points: taken },
            ],
            [],
          );
        }
      });
      assertBalanced(ledger);
      const sumOf = (accounts: readonly string[]): number =>
        ledger.filter((leg) => accounts.includes(leg.account)).reduce((sum, leg) => sum + leg.points, 0);
      const held = lots.reduce((sum, one) => sum + one.remaining, 0);
      expect(sumOf(['pending', 'available'])).toBe(held);
      expect(sumOf(['issued']) + held + sumOf(['redeemed']) + sumOf(['expired'])).toBe(0);

      // After all lots have ended and are booked, either nothing is left or nothing but a debt.
      const lateMs = atMs + 1000 * dayMs;
      const debt = lots.reduce((sum, one) => sum + Math.min(0, one.remaining), 0);
      const credit = held - debt;
      book(legsOf(expireLots(lots, lateMs)), []);
      const left = lots.reduce((sum, one) => sum + one.remaining, 0);
      expect(left).toBe(Math.min(0, debt + credit));
      expect(balancesOf(lots, lateMs).main?.balance ?? 0).toBe(left);
    }),
    propertySettings(),
  );
});

it('what is earned later repays a debt point for point', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.array(fc.nat(200), { maxLength: 8 }),
      (owed, earnings) => {
        let lots: Lot[] = [lot('overdrawn', -owed, 5 * dayMs)];
        let sum = -owed;
        earnings.forEach((earned, index) => {
          const made = purchasePostings({
            operationId: `op-${index}`,
            memberId: 'm1',
            atMs: nowMs,
            redeemed: {},
            earned: { main: earned },
            lots,
            wallets: [{ id: 'main', activateAfterDays: 0, expireAfterDays: null }],
          });
          lots = applyPostings(lots, made.postings, made.lots);
          sum += earned;
          expect(balancesOf(lots, nowMs).main).toMatchObject({ balance: sum, spendable: Math.max(0, sum) });
        });
      },
    ),
    propertySettings(),
  );
});
