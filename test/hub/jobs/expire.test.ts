import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { GENESIS_HASH, SYNC_PROTOCOL } from '../../../src/contracts/sync.ts';
import { memberBalances } from '../support/balances.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { openTill, until } from '../support/till.ts';

const dayMs = 86_400_000;

async function restartAfter(shop: Shop, days: number): Promise<void> {
  await shop.stopHub();
  shop.clock.skewMs = days * dayMs;
  await shop.startHub();
  await answering(shop);
}

/** A connection kept from before the restart is found closed only when it is used. */
const answering = (shop: Shop): Promise<void> =>
  until('the hub answers', () =>
    shop.member('anna').then(
      () => true,
      () => false,
    ),
  );

it('points end on their day, are booked as expired once, three days later, and tills hear of it', async () => {
  const shop = await openShop();
  const till = await openTill(shop, 't1', { clock: shop.clock });
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  expect(memberBalances(till, 'anna')).toEqual({ main: 500 });

  // The points of the opening balance live for 365 days; a sale that spent them may still be under way.
  await restartAfter(shop, 366);
  const ended = await shop.member('anna');
  expect(ended.wallets.main).toMatchObject({ balance: 0, spendable: 0 });
  expect(ended.lots.map((lot) => lot.remaining)).toEqual([500]);
  expect(ended.operations).toBe(1);

  await restartAfter(shop, 369);
  await until('the end is booked', async () => (await shop.member('anna')).operations === 2);
  const booked = await shop.member('anna');
  expect(booked.lots).toEqual([]);
  expect(booked.postingsSum).toEqual({ main: 0 });
  await until('the till has heard', () => Object.keys(memberBalances(till, 'anna')).length === 0);

  await restartAfter(shop, 370);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await shop.member('anna')).operations).toBe(2);
});

it('a sale in time that arrives late takes its points before the rest expires', async () => {
  const shop = await openShop();
  const till = await openTill(shop, 't1', { clock: shop.clock });
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  await shop.stopHub();
  shop.clock.skewMs = 364 * dayMs;
  till.sell({ member: 'anna', netMinor: 10_000, spent: 200 });
  shop.clock.skewMs = 366 * dayMs;
  await shop.startHub();
  await answering(shop);
  await until('the sale has arrived', () => till.store.backlog().count === 0);
  expect((await shop.member('anna')).lots.map((lot) => lot.remaining)).toEqual([300]);
  await restartAfter(shop, 369);
  await until('the end is booked', async () => (await shop.member('anna')).operations === 3);
  expect((await shop.member('anna')).wallets).toEqual({});
});

it('points that a till holds are not booked as ended before it has said what became of them', async () => {
  const shop = await openShop();
  const offline = { leases: { keepPercent: 0, hours: 24 } };
  expect((await shop.manage('PATCH', '/v1/manage/settings', { offline })).status).toBe(200);
  const till = await openTill(shop, 't1', { clock: shop.clock });
  const { epoch } = till.identity;
  const signal = new AbortController().signal;
  const request = { protocol: SYNC_PROTOCOL, epoch, id: randomUUID(), number: 1, member: 'anna' };
  expect(await till.transport.leases(request, signal)).toMatchObject({
    value: { leases: [{ points: 500 }] },
  });
  await restartAfter(shop, 369);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await shop.member('anna')).lots.map((lot) => lot.remaining)).toEqual([500]);
  const leaseReport = { asOf: 1, lastSequence: 0 };
  const push = {
    protocol: SYNC_PROTOCOL,
    epoch,
    previousHead: GENESIS_HASH,
    operations: [],
    leasesHeld: [],
    leaseReport,
  };
  expect(await till.transport.push(push, signal)).toMatchObject({ ok: true });
  await restartAfter(shop, 370);
  await until('the end is booked', async () => (await shop.member('anna')).lots.length === 0);
  expect((await shop.member('anna')).postingsSum).toEqual({ main: 0 });
});
