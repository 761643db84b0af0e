import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offlineAllowance } from '../../src/checkout/allowance.ts';
import { estimateHubTime } from '../../src/checkout/hub-time.ts';
import { memberRecord, page, pointsLot, tillConfig } from '../support/till-fixtures.ts';
import { dayMs, handClock, noonMs } from '../support/till-pieces.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

const hourMs = 3_600_000;
const rules = { maxPoints: 300, sharePercent: 50, maxBalanceAgeHours: 72, maxHours: 24 };
const balance = (points: number) => ({
  main: { balance: points, pending: 0, spendable: Math.max(0, points), expiringSoon: 0 },
});
const fresh = {
  rules,
  leased: {},
  taken: {},
  takenByUnit: {},
  balanceAtMs: noonMs,
  contactAtMs: noonMs,
  nowMs: noonMs + hourMs,
};

describe('the offline allowance', () => {
  it.each([
    ['half of a small balance', 400, 0, 200],
    ['at most so many points', 5000, 0, 300],
    ['less what was taken here', 4880, 120, 180],
    ['nothing once all was taken', 4700, 300, 0],
    ['the share of the balance the hub told, not of what is left', 250, 150, 50],
    ['nothing of a debt', -50, 0, 0],
  ])('is %s', (_name, points, taken, expected) => {
    const unsettled = taken === 0 ? {} : { main: taken };
    expect(offlineAllowance({ ...fresh, balances: balance(points), unsettled, taken: unsettled }).main).toBe(
      expected,
    );
  });

  it('leaves alone what the hub has set aside for tills, or every contact would let it go again', () => {
    const allowance = (leased: number) =>
      offlineAllowance({ ...fresh, balances: balance(400), unsettled: {}, leased: { main: leased } }).main;
    expect(allowance(0)).toBe(200);
    expect(allowance(300)).toBe(50);
    expect(allowance(400)).toBe(0);
    expect(allowance(900)).toBe(0);
  });

  it('is bounded for all members of a till together, and by wallet', () => {
    const allowance = (more: Partial<Parameters<typeof offlineAllowance>[0]>) =>
      offlineAllowance({ ...fresh, balances: balance(5000), unsettled: {}, ...more }).main;
    expect(allowance({ takenByUnit: { main: 2900 } })).toBe(100);
    expect(allowance({ takenByUnit: { main: 3000 } })).toBe(0);
    expect(allowance({ rules: { ...rules, unitPoints: 70 } })).toBe(70);
    expect(allowance({ rules: { ...rules, wallets: { main: { maxPoints: 20 } } } })).toBe(20);
    expect(allowance({ rules: { ...rules, wallets: { gift: { maxPoints: 20 } } } })).toBe(300);
  });

  it('is nothing when the balance, the silence, or everything is too old', () => {
    const allowance = (more: Partial<Parameters<typeof offlineAllowance>[0]>) =>
      offlineAllowance({ ...fresh, balances: balance(400), unsettled: {}, ...more }).main;
    expect(allowance({ nowMs: noonMs + 24 * hourMs })).toBe(200);
    expect(allowance({ nowMs: noonMs + 24 * hourMs + 1 })).toBe(0);
    expect(allowance({ balanceAtMs: noonMs - 72 * hourMs })).toBe(0);
    expect(allowance({ contactAtMs: null })).toBe(0);
  });

  it('bounds the sum of any spending between two contacts', () => {
    const wish = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.array(wish, { maxLength: 20 }), (known, wishes) => {
        let taken = 0;
        for (const points of wishes) {
          const allowed =
            offlineAllowance({
              ...fresh,
              balances: balance(known - taken),
              unsettled: { main: taken },
              taken: { main: taken },
            }).main ?? 0;
          taken += Math.min(points, allowed);
        }
        expect(taken).toBeLessThanOrEqual(Math.min(rules.maxPoints, Math.floor(known / 2)));
      }),
    );
  });
});

describe('a till without its hub', () => {
  const rich = () => memberRecord('m1', { lots: [pointsLot('a', 5000)] });
  const bigCart = (member: string) => {
    const [milk] = cart().lines;
    return cart({
      member,
      lines: milk === undefined ? [] : [{ ...milk, quantity: 100 }],
      redeem: { wallet: 'main', max: true },
    });
  };

  it('spends up to the allowance over all its sales and then only earns', () => {
    const till = openTestTill([rich()]);
    till.mode = 'offline';
    const buy = (number: number) =>
      accepted(till.checkout.confirm(`P${number}`, confirmRequest(number, { receipt: bigCart('m1') })));
    const first = buy(1);
    expect(first.quote.redeem?.points).toBe(300);
    expect(first.member).toMatchObject({ provisional: true });
    expect(first.member?.wallets[0]?.spendable).toBe(0);
    const second = buy(2);
    expect(second.quote.redeem?.points).toBe(0);
    expect(second.quote.totals.earned.main).toBeGreaterThan(0);
    expect(first.slip.lines.join('\n')).toContain('05.12.2026');
  });

  it('spends again once the hub has told the members anew, not when it has answered for the sale alone', () => {
    const till = openTestTill([rich()]);
    till.mode = 'offline';
    accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: bigCart('m1') })));
    till.store.sync.settle({
      verdicts: [{ sequence: 1, verdict: 'applied', code: null, detail: null }],
      head: till.store.journalHead().hash,
      headSequence: 1,
      headSignature: 'c2ln',
      keyId: 'k1',
      hubTimeMs: noonMs,
    });
    expect(accepted(till.checkout.quote('P2', bigCart('m1'))).redeem?.max).toBe(0);
    till.store.sync.apply(page('members', [], { appliedSequence: 1 }));
    expect(accepted(till.checkout.quote('P2', bigCart('m1'))).redeem?.max).toBe(300);
  });

  it('only lets earn when it is stale or was never told the rules', () => {
    const till = openTestTill([rich()]);
    till.mode = 'stale';
    expect(accepted(till.checkout.quote('P1', bigCart('m1'))).redeem?.max).toBe(0);
    till.mode = 'online';
    expect(accepted(till.checkout.quote('P1', bigCart('m1'))).redeem?.max).toBeGreaterThan(300);
  });

  it('counts a member nobody changed as fresh as the last contact', () => {
    const till = openTestTill([rich()]);
    till.clock.advance(10 * dayMs);
    const nowMs = noonMs + 10 * dayMs;
    till.store.sync.recordContact({ hubTimeMs: nowMs, wallMs: nowMs, monotonicMs: till.clock.monotonicMs() });
    till.mode = 'offline';
    expect(accepted(till.checkout.quote('P1', bigCart('m1'))).redeem?.max).toBe(300);
    till.clock.advance(25 * hourMs);
    expect(accepted(till.checkout.quote('P1', bigCart('m1'))).redeem?.max).toBe(0);
  });

  it('keeps to the rules of its chain', () => {
    const till = openTestTill([rich()]);
    till.mode = 'offline';
    const strict = { ...tillConfig, offline: { ...tillConfig.offline, maxPoints: 0 } };
    till.store.sync.apply(page('config', [['till', strict]]));
    expect(accepted(till.checkout.quote('P1', bigCart('m1'))).redeem?.max).toBe(0);
  });
});

describe('hub time', () => {
  it('runs on the monotonic clock, whatever happens to the wall clock', () => {
    const clock = handClock();
    const contact = { hubTimeMs: noonMs + 500, wallMs: noonMs, monotonicMs: 1000, sameProcess: true };
    clock.advance(2000);
    clock.jump(-10 * 365 * dayMs);
    expect(estimateHubTime(contact, clock)).toEqual({ ms: noonMs + 2500, confidence: 'high', offsetMs: 500 });
  });

  it('is a guess from the last offset after a restart, and the wall clock before the first contact', () => {
    const clock = handClock();
    const contact = { hubTimeMs: noonMs + 500, wallMs: noonMs, monotonicMs: 999_999, sameProcess: false };
    clock.advance(2000);
    expect(estimateHubTime(contact, clock)).toEqual({ ms: noonMs + 2500, confidence: 'low', offsetMs: 500 });
    expect(estimateHubTime(null, clock)).toEqual({
      ms: noonMs + 2000,
      confidence: 'unknown',
      offsetMs: null,
    });
  });
});
