import { expect, it } from 'vitest';
import { seededNumbers } from '../support/seeded-numbers.ts';
import { customersPoints, importCustomers } from './support/customers.ts';
import { movableClock, openShop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

/** With every change a thousand operations; at night twenty thousand. */
const operations = Number(process.env.KOPILKA_OFFLINE_OPERATIONS ?? 1000);
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const awayMs = 72 * 3_600_000;

it('a till that sold three days without the hub brings every operation once, in its order', {
  timeout: 7_200_000,
}, async () => {
  const shop = await openShop();
  const members = await importCustomers(shop, operations);
  const clock = movableClock();
  const till = await openTill(shop, 't1', { clock });
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === members.length + 2);
  till.client.setConnected(false);
  const chance = seededNumbers(seed);
  const sums = new Map(members.map((id) => [id, customersPoints]));
  for (let sale = 0; sale < operations; sale += 1) {
    // Time passes for both, and neither hears of the other.
    for (const side of [clock, shop.clock]) side.skewMs += awayMs / operations;
    const member = chance.pick(members);
    const had = sums.get(member) ?? 0;
    const [earned, spent] = [chance.below(9), had > 0 ? chance.below(2) : 0];
    till.sell({ member, netMinor: 10_000, earned, spent });
    sums.set(member, had + earned - spent);
  }
  expect(till.store.backlog().count).toBe(operations);
  const startMs = performance.now();
  till.client.setConnected(true);
  await until('everything is delivered', () => till.store.backlog().count === 0, 3_600_000);
  const seconds = (performance.now() - startMs) / 1000;
  // How long it takes is a figure, not a test.
  console.log(`72 h offline: ${operations} operations drained in ${seconds.toFixed(1)} s; seed ${seed}`);
  let booked = 0;
  for (const [id, points] of sums) {
    const { operations: own, wallets, postingsSum } = await shop.member(id);
    booked += own;
    expect([id, wallets.main?.balance ?? 0, postingsSum.main ?? 0]).toEqual([id, points, 0]);
  }
  // One more each: the import.
  expect(booked).toBe(operations + members.length);
  expect(till.store.quarantine.count()).toBe(0);
  expect(till.client.status().problem).toBeNull();
});
