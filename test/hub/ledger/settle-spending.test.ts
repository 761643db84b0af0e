import { describe, expect, it } from 'vitest';
import type { Lot, Posting } from '../../../src/contracts/ledger.ts';
import { settleSpending } from '../../../src/hub/ledger/settle-spending.ts';
import type { MemberState } from '../../../src/hub/store/records.ts';
import { applyPostings, assertBalanced } from '../../../src/loyalty/ledger/postings.ts';

const nowMs = Date.parse('2026-11-22T08:00:00Z');
const then = '2026-11-01T08:00:00.000Z';
const lotOf = (points: number): Lot => ({
  ...{ id: 'a', memberId: 'm', wallet: 'main', earnedAt: then, activeAt: then, expiresAt: null },
  ...{ points, remaining: points },
});
const member: MemberState = {
  core: {
    ...{
      id: 'm',
      state: 'active',
      firstName: null,
      phoneHash: null,
      phoneLast4: null,
      cards: [],
      tier: null,
    },
    ...{ joinedAt: '2026-01-01', birthday: null, segments: [], clubs: [], choices: {}, stamps: {}, used: {} },
  },
  ...{ spendMinor: 0, purchases: 0, lots: [lotOf(100)] },
};
const move = (from: Posting['account'], to: Posting['account'], points: number): Posting[] => {
  const leg = { memberId: 'm', wallet: 'main', lotId: 'a' };
  return [
    { ...leg, account: from, points: -points },
    { ...leg, account: to, points },
  ];
};
const book = (before: MemberState, kind: 'purchase' | 'return' | 'credit', postings: readonly Posting[]) => {
  const after = { ...before, lots: applyPostings(before.lots, postings, []) };
  const settled = settleSpending(before, after, { kind, body: { postings } }, () => undefined, nowMs);
  assertBalanced([...postings, ...settled.legs]);
  return settled;
};
const debtOf = (legs: readonly Posting[]): number =>
  legs.filter(({ account }) => account === 'debt').reduce((sum, { points }) => sum + points, 0);

describe('spending that is booked in any case', () => {
  it('leaves nothing beside it while there are points', () => {
    const settled = book(member, 'purchase', move('available', 'redeemed', 100));
    expect(settled).toMatchObject({ legs: [], leases: [], stopped: false });
    expect(settled.after.core).not.toHaveProperty('standing');
  });

  it('posts a shortage as a debt, which later earning repays', () => {
    const first = book(member, 'purchase', move('available', 'redeemed', 130));
    expect(debtOf(first.legs)).toBe(-30);
    expect(first.stopped).toBe(false);
    expect(first.after.core.standing).toEqual({ leased: {}, debts: { main: 30 }, overdrafts: 1 });
    const earned = book(first.after, 'credit', move('issued', 'available', 20));
    expect(debtOf(earned.legs)).toBe(20);
    expect(earned.after.core.standing?.debts).toEqual({ main: 10 });
    const more = book(earned.after, 'credit', move('issued', 'available', 50));
    expect(debtOf(more.legs)).toBe(10);
    expect(more.after.core.standing).toEqual({ leased: {}, debts: {}, overdrafts: 1 });
  });

  it('stops a member at the second overdraft, not for what a return takes back', () => {
    const first = book(member, 'purchase', move('available', 'redeemed', 130));
    const back = book(first.after, 'return', move('available', 'issued', 5));
    expect(back).toMatchObject({ stopped: false });
    expect(debtOf(back.legs)).toBe(-5);
    expect(back.after.core.standing?.overdrafts).toBe(1);
    const second = book(back.after, 'purchase', move('available', 'redeemed', 1));
    expect(second.stopped).toBe(true);
  });
});
