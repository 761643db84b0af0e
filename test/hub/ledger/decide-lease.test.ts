import { describe, expect, it } from 'vitest';
import type { Lot } from '../../../src/contracts/ledger.ts';
import type { OfflineRules } from '../../../src/contracts/offline-rules.ts';
import { decideLease } from '../../../src/hub/ledger/decide-lease.ts';
import type { LeaseRecord, MemberStanding, MemberState } from '../../../src/hub/store/records.ts';
import { bareMember } from '../../support/bare-member.ts';

const nowMs = Date.parse('2026-11-22T08:00:00Z');
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const at = (ms: number): string => new Date(ms).toISOString();

const lot = (id: string, remaining: number, more: Partial<Lot> = {}): Lot => ({
  ...{ id, memberId: 'm', wallet: 'main', earnedAt: at(nowMs - hourMs), activeAt: at(nowMs - hourMs) },
  ...{ expiresAt: null, points: Math.max(0, remaining), remaining },
  ...more,
});
const member = (lots: readonly Lot[], standing?: MemberStanding, state: 'active' | 'blocked' = 'active') =>
  ({
    core: {
      ...{ ...bareMember, id: 'm', state, tier: null, joinedAt: '2026-01-01', standing },
    },
    ...{ spendMinor: 0, purchases: 0, lots },
  }) satisfies MemberState;
const rules = (keepPercent: number, more: Partial<OfflineRules> = {}): OfflineRules => ({
  ...{ maxPoints: 0, sharePercent: 0, maxBalanceAgeHours: 72, maxHours: 24 },
  leases: { keepPercent, hours: 24 },
  ...more,
});
const decide = (state: MemberState, given: OfflineRules, held: readonly LeaseRecord[] = []) =>
  decideLease({ requestId: 'r', number: 1, unit: 't1', epoch: 1, rules: given, nowMs }, state, held);
const parts = (state: MemberState, given = rules(0), held: readonly LeaseRecord[] = []) =>
  decide(state, given, held).leases.map(({ points, lifeMs, visit }) => ({ points, lifeMs, visit }));
const visitMs = 2 * hourMs;

describe('what the hub sets aside', () => {
  it('is all that is free for the visit, and the chain’s part of it for longer', () => {
    expect(parts(member([lot('a', 300)]))).toEqual([{ points: 300, lifeMs: visitMs, visit: true }]);
    expect(parts(member([lot('a', 305)]), rules(30))).toEqual([
      { points: 91, lifeMs: 24 * hourMs, visit: false },
      { points: 214, lifeMs: visitMs, visit: true },
    ]);
    expect(parts(member([lot('a', 300)]), rules(100))).toEqual([
      { points: 300, lifeMs: 24 * hourMs, visit: false },
    ]);
  });

  it('is not what others have, what is owed, not active yet, or ended', () => {
    const standing = { leased: { main: 120 }, debts: {}, overdrafts: 0 };
    const given = decide(member([lot('a', 300)], standing), rules(0));
    expect(given.leases.map(({ points }) => points)).toEqual([180]);
    expect(given.standing.leased).toEqual({ main: 300 });
    expect(parts(member([lot('a', 300)], { ...standing, leased: { main: 300 } }))).toEqual([]);
    expect(parts(member([lot('a', 300), lot('b', -250)]))[0]?.points).toBe(50);
    expect(parts(member([lot('a', 300, { activeAt: at(nowMs + hourMs) })]))).toEqual([]);
    expect(parts(member([lot('a', 300, { expiresAt: at(nowMs) })]))).toEqual([]);
  });

  it('lives no longer than the points behind it', () => {
    const soon = lot('a', 100, { expiresAt: at(nowMs + 10 * minuteMs) });
    const tomorrow = lot('b', 100, { expiresAt: at(nowMs + 20 * hourMs) });
    expect(parts(member([soon, lot('c', 100)]))).toEqual([
      { points: 200, lifeMs: 10 * minuteMs, visit: true },
    ]);
    expect(parts(member([tomorrow, lot('c', 100)]), rules(100))).toEqual([
      { points: 100, lifeMs: 24 * hourMs, visit: false },
      { points: 100, lifeMs: visitMs, visit: true },
    ]);
  });

  it('counts what the till keeps already, and a wallet’s own part', () => {
    const standing = { leased: { main: 60 }, debts: {}, overdrafts: 0 };
    const [kept] = decide(member([lot('a', 200)]), rules(30)).leases;
    if (kept === undefined) throw new Error('nothing is kept');
    expect(parts(member([lot('a', 200)], standing), rules(30), [kept])).toEqual([
      { points: 140, lifeMs: visitMs, visit: true },
    ]);
    const own = rules(30, { wallets: { main: { keepPercent: 0 } } });
    expect(parts(member([lot('a', 200)]), own)).toEqual([{ points: 200, lifeMs: visitMs, visit: true }]);
  });

  it('is nothing of a blocked member, or where the chain has no leases', () => {
    expect(parts(member([lot('a', 200)], undefined, 'blocked'))).toEqual([]);
    const { leases: _off, ...without } = rules(0);
    expect(parts(member([lot('a', 200)]), without)).toEqual([]);
  });
});
