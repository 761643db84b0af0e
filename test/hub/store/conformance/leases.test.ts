import { describe, expect, it } from 'vitest';
import { decideLease } from '../../../../src/hub/ledger/decide-lease.ts';
import type { HubStore } from '../../../../src/hub/store/hub-store.ts';
import { coreOf, databases, earning, enrolTill, importAll, pushOne, startMs } from './fixtures.ts';

const leasing = { keepPercent: 20, hours: 24 };
const rules = { maxPoints: 0, sharePercent: 0, maxBalanceAgeHours: 72, maxHours: 24, leases: leasing };

const grant = (store: HubStore, unit: string, requestId: string, number: number, memberId = 'anna') =>
  store.grantLeases({ requestId, unit, epoch: 1, memberId, spendSinceMs: 0, nowMs: startMs }, (state, held) =>
    decideLease({ requestId, number, unit, epoch: 1, rules, nowMs: startMs }, state, held),
  );
const giveBack = (
  store: HubStore,
  more: { asOf: number; held?: string[]; lastSequence?: number; head?: string },
) => {
  const report = { unit: 't1', epoch: 1, lastSequence: 1, head: null, held: [], ...more };
  return store.returnLeases({ ...report, nowMs: startMs + 1 });
};
const standing = async (store: HubStore) => (await store.member('anna', 0))?.state.core.standing;

async function openWithAnna(open: () => Promise<{ readonly store: HubStore }>): Promise<HubStore> {
  const { store } = await open();
  await enrolTill(store, 't1');
  await enrolTill(store, 't2');
  await importAll(store, [coreOf('anna')]);
  await pushOne(store, 't1', 1, {
    query: { memberIds: ['anna'] },
    decide: (_state, operationId) => ({ members: [earning(coreOf('anna'), operationId, 100)] }),
  });
  return store;
}

describe.each(Object.entries(databases))('leases on %s', (_name, open) => {
  it('are granted once a request, to one unit, and found again as they were', async () => {
    const store = await openWithAnna(open);
    const first = await grant(store, 't1', 'r1', 5);
    expect(first?.map(({ id, points, visit }) => [id, points, visit])).toEqual([
      ['r1.0', 20, false],
      ['r1.1', 80, true],
    ]);
    expect(await grant(store, 't1', 'r1', 5)).toEqual(first);
    expect(await grant(store, 't2', 'r2', 1)).toEqual([]);
    expect(await grant(store, 't2', 'r3', 2, 'nobody')).toBeNull();
    expect(await store.openLeases('t1', 10)).toEqual(first);
    expect(await store.openLeases(null, 1)).toHaveLength(1);
    expect(await standing(store)).toEqual({ leased: { main: 100 }, debts: {}, overdrafts: 0 });
    expect((await store.member('anna', 0))?.postingsSum).toEqual({ main: 0 });
    expect(await store.leaseSums(0)).toEqual([
      { unit: 't1', wallet: 'main', state: 'open', leases: 2, points: 100 },
    ]);
  });

  it('come back by the word of their unit: its number, its journal, its machine', async () => {
    const store = await openWithAnna(open);
    await grant(store, 't1', 'r1', 5);
    expect(await giveBack(store, { asOf: 4 })).toBe(0);
    expect(await giveBack(store, { asOf: 5, held: ['r1'] })).toBe(0);
    expect(await giveBack(store, { asOf: 5, lastSequence: 2 })).toBe(0);
    expect(await giveBack(store, { asOf: 5, head: 'of another machine' })).toBe(0);
    expect(await giveBack(store, { asOf: 5, held: ['r1.0'] })).toBe(1);
    expect((await standing(store))?.leased).toEqual({ main: 20 });
    expect(await giveBack(store, { asOf: 9, head: 't1-1' })).toBe(1);
    expect(await giveBack(store, { asOf: 9 })).toBe(0);
    expect((await standing(store))?.leased).toEqual({});
    expect(await grant(store, 't1', 'r1', 5)).toEqual([]);
    expect(await store.openLeases(null, 10)).toEqual([]);
  });

  it('are taken from by a push, written off by an operator, and short where nothing is behind them', async () => {
    const store = await openWithAnna(open);
    await grant(store, 't1', 'r1', 5);
    const seen = await pushOne(store, 't1', 2, {
      query: { leaseIds: ['r1.0', 'r1.1', 'unknown'] },
      decide: (state) => {
        const lease = state.leases.get('r1.1');
        return { leases: new Map(lease === undefined ? [] : [[lease.id, { ...lease, remaining: 30 }]]) };
      },
    });
    expect([...seen.leases.keys()].sort()).toEqual(['r1.0', 'r1.1']);
    expect((await store.openLeases('t1', 10)).map(({ remaining }) => remaining)).toEqual([20, 30]);
    expect(await store.uncoveredLeases(startMs)).toEqual({ main: 0 });
    // The points have ended meanwhile: what is set aside of them has nothing behind it.
    expect(await store.uncoveredLeases(Date.parse('2028-01-01T00:00:00Z'))).toEqual({ main: 50 });
    const lost = await store.writeOffLeases({ unit: 't1', member: null }, startMs + 5);
    expect(lost.map(({ remaining }) => remaining)).toEqual([20, 30]);
    expect(await store.leaseSums(startMs)).toMatchObject([{ state: 'written-off', points: 50 }]);
    expect(await store.leaseSums(startMs + 6)).toEqual([]);
  });

  it('have a stop-list beside them that tills hear of with their config', async () => {
    const store = await openWithAnna(open);
    const before = (await store.cursors()).config;
    await pushOne(store, 't1', 2, { decide: () => ({ stopped: ['anna', 'anna'] }) });
    expect(await store.stopList()).toEqual([{ member: 'anna', sinceMs: startMs + 2, reason: 'overdrafts' }]);
    expect((await store.cursors()).config).toBe(before + 1);
    expect(await store.setStopped('anna', true, startMs)).toBe(false);
    expect(await store.setStopped('nobody', true, startMs)).toBe(false);
    expect(await store.setStopped('anna', false, startMs)).toBe(true);
    expect(await store.stopList()).toEqual([]);
    expect((await store.cursors()).config).toBe(before + 2);
  });
});
