import { describe, expect, it } from 'vitest';
import type { Exposure, ManagedLeases } from '../../src/contracts/manage.ts';
import { SYNC_PROTOCOL } from '../../src/contracts/sync.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

const signal = new AbortController().signal;
const ids = ['a', 'b', 'c', 'd'].map((letter) => `0193a000-0000-7000-8000-00000000000${letter}`);
const offline = { maxPoints: 100, sharePercent: 50, unitPoints: 250, leases: { keepPercent: 20, hours: 24 } };

async function openLeasingShop(): Promise<Shop> {
  const shop = await openShop();
  const changed = await shop.manage('PATCH', '/v1/manage/settings', { offline });
  if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
  return shop;
}

const ask = async (till: TestTill, number: number, member = 'anna') => {
  const epoch = till.identity.epoch;
  const id = ids[number - 1] ?? '';
  return till.transport.leases({ protocol: SYNC_PROTOCOL, epoch, id, number, member }, signal);
};
const granted = async (till: TestTill, number: number, member = 'anna') => {
  const answer = await ask(till, number, member);
  if (!answer.ok) throw new Error(answer.error.detail);
  return answer.value.leases.map(({ points, visit }) => ({ points, visit }));
};
/** What a till says of its leases; its whole journal goes along. */
const report = async (till: TestTill, asOf: number, leasesHeld: string[], pretendLast?: number) => {
  const { epoch, previousHead, operations, lastSequence } = till.store.sync.outbox(500, 262_144);
  const leaseReport = { asOf, lastSequence: pretendLast ?? lastSequence };
  const request = { protocol: SYNC_PROTOCOL, epoch, previousHead, operations, leasesHeld, leaseReport };
  const answer = await till.transport.push(request, signal);
  if (!answer.ok) throw new Error(answer.error.detail);
  return answer.value;
};
const openLeases = async (shop: Shop) =>
  ((await shop.manage('GET', '/v1/manage/leases')).body as ManagedLeases).leases;
const exposure = async (shop: Shop) => (await shop.manage('GET', '/v1/manage/exposure')).body as Exposure;
const ready = async (till: TestTill) => {
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  till.client.setConnected(false);
};

describe('points set aside', () => {
  it('go to one till only, the same for the same request, and stay in balance', async () => {
    const shop = await openLeasingShop();
    const [one, other] = [await openTill(shop, 't1'), await openTill(shop, 't2')];
    const all = [
      { points: 100, visit: false },
      { points: 400, visit: true },
    ];
    expect(await granted(one, 1)).toEqual(all);
    expect(await granted(one, 1)).toEqual(all);
    expect(await granted(other, 2)).toEqual([]);
    expect(await granted(other, 3, 'boris')).toEqual([]);
    expect(await ask(other, 4, 'nobody')).toMatchObject({ ok: false, error: { code: 'unknown-member' } });
    const { postingsSum, wallets, record } = await shop.member('anna');
    expect(postingsSum).toEqual({ main: 0 });
    expect(wallets.main?.balance).toBe(500);
    expect(record).not.toHaveProperty('standing');
    // Tills are told, and let go by what is not set aside.
    other.client.start();
    await until('the member is told with it', () => other.store.member('anna')?.record.leased?.main === 500);
    expect((await openLeases(shop)).map(({ unit, remaining }) => [unit, remaining])).toEqual([
      ['t1', 100],
      ['t1', 400],
    ]);
  });

  it('come back only by word of the till, newer than the lease, with its whole journal', async () => {
    const shop = await openLeasingShop();
    const till = await openTill(shop, 't1');
    await ready(till);
    await granted(till, 2);
    const held = ids[1] ?? '';
    await report(till, 1, []);
    expect(await openLeases(shop)).toHaveLength(2);
    await report(till, 2, [held]);
    expect(await openLeases(shop)).toHaveLength(2);
    await report(till, 2, [`${held}.0`]);
    expect((await openLeases(shop)).map(({ visit }) => visit)).toEqual([false]);
    await report(till, 2, [], 7);
    expect(await openLeases(shop)).toHaveLength(1);
    shop.clock.skewMs += 40 * 86_400_000;
    expect(await openLeases(shop)).toHaveLength(1);
    await report(till, 2, []);
    expect(await openLeases(shop)).toEqual([]);
    // A copy of the request that comes now gets nothing that could be spent.
    expect(await granted(till, 2)).toEqual([]);
    expect((await shop.member('anna')).postingsSum).toEqual({ main: 0 });
  });

  it('that a sale took are taken off the lease and the balance at once', async () => {
    const shop = await openLeasingShop();
    const [one, other] = [await openTill(shop, 't1'), await openTill(shop, 't2')];
    await ready(one);
    await granted(one, 1);
    const lease = `${ids[0]}.1`;
    one.sell({
      member: 'anna',
      netMinor: 10_000,
      spent: 300,
      leases: [{ id: lease, wallet: 'main', points: 300 }],
    });
    await report(one, 1, []);
    expect((await shop.member('anna')).wallets.main?.balance).toBe(200);
    expect(await openLeases(shop)).toEqual([]);
    expect(await granted(other, 2)).toEqual([
      { points: 40, visit: false },
      { points: 160, visit: true },
    ]);
  });

  it('of a dead till come back by an operator, and what it spends all the same is a debt', async () => {
    const shop = await openLeasingShop();
    const [dead, other] = [await openTill(shop, 't1'), await openTill(shop, 't2')];
    await ready(dead);
    await granted(dead, 1);
    const draws = [{ id: `${ids[0]}.1`, wallet: 'main', points: 400 }];
    for (const spent of [400, 50]) dead.sell({ member: 'anna', netMinor: 10_000, spent, leases: draws });
    const lost = await shop.manage('POST', '/v1/manage/leases/write-off', { till: 't1' });
    expect(lost).toEqual({ status: 200, body: { leases: 2, points: { main: 500 } } });
    expect((await exposure(shop)).wallets[0]).toMatchObject({ writtenOff: 500, leased: 0, now: 500 });
    await ready(other);
    await granted(other, 2);
    other.sell({
      member: 'anna',
      netMinor: 10_000,
      spent: 400,
      leases: [{ id: `${ids[1]}.1`, wallet: 'main', points: 400 }],
    });
    await report(other, 2, []);
    await report(dead, 1, []);
    const { wallets, postingsSum } = await shop.member('anna');
    expect(wallets.main?.balance).toBe(-350);
    expect(postingsSum).toEqual({ main: 0 });
    // Both late sales of the dead till spent more than there was.
    expect((await shop.manage('GET', '/v1/manage/stop-list')).body).toMatchObject({
      members: [{ member: 'anna', reason: 'overdrafts' }],
    });
    other.client.setConnected(true);
    await until('the till has heard of it', () => other.store.sync.isStopped('anna'));
    const off = await shop.manage('POST', '/v1/manage/stop-list', { member: 'anna', stopped: false });
    expect(off).toEqual({ status: 200, body: { members: [] } });
    await until('the till has heard of that too', () => !other.store.sync.isStopped('anna'));
  });
});

describe('the bound on overspending', () => {
  it('counts a whole allowance of every till that is silent', async () => {
    const shop = await openLeasingShop();
    await openTill(shop, 't1');
    await openTill(shop, 't2');
    const before = await exposure(shop);
    expect(before.wallets).toEqual([
      { wallet: 'main', perUnit: 250, now: 0, most: 500, leased: 0, writtenOff: 0, uncovered: 0 },
    ]);
    shop.clock.skewMs += 4 * 60_000;
    expect((await exposure(shop)).wallets[0]).toMatchObject({ now: 500, most: 500 });
    const response = await fetch(new URL('/metrics', shop.url()), {
      headers: { authorization: `Bearer ${shop.token}` },
    });
    const text = await response.text();
    expect(text).toContain('# TYPE kopilka_overspend_now_points gauge');
    expect(text).toContain('kopilka_overspend_now_points{wallet="main"} 500');
  });

  it('is nothing where tills let nothing go, and says that leases are off', async () => {
    const shop = await openShop();
    await openTill(shop, 't1');
    shop.clock.skewMs += 4 * 60_000;
    expect(await exposure(shop)).toMatchObject({ leases: false, wallets: [{ now: 0, most: 0 }] });
    expect(await granted(await openTill(shop, 't2'), 1)).toEqual([]);
  });

  it('is changed by settings one by one', async () => {
    const shop = await openLeasingShop();
    const { body } = await shop.manage('PATCH', '/v1/manage/settings', {
      offline: { wallets: { main: { unitPoints: 30 } } },
    });
    expect(body).toMatchObject({ offline: { ...offline, wallets: { main: { unitPoints: 30 } } } });
    expect((await exposure(shop)).wallets[0]?.perUnit).toBe(30);
    const off = await shop.manage('PATCH', '/v1/manage/settings', { offline: { leases: null } });
    expect(off.body).toMatchObject({ offline: { leases: null, maxPoints: 100 } });
  });
});
