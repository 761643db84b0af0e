import { expect, it } from 'vitest';
import { seededNumbers } from '../support/seeded-numbers.ts';
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
  const clock = movableClock();
  const till = await openTill(shop, 't1', { clock });
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  till.client.setConnected(false);
  const chance = seededNumbers(seed);
  const sums = { anna: 500, boris: 0 };
  for (let sale = 0; sale < operations; sale += 1) {
    // Time passes for both, and neither hears of the other.
    for (const side of [clock, shop.clock]) side.skewMs += awayMs / operations;
    const member = chance.pick(['anna', 'boris'] as const);
    const [earned, spent] = [chance.below(9), member === 'anna' && sums.anna > 0 ? chance.below(2) : 0];
    till.sell({ member, netMinor: 10_000, earned, spent });
    sums[member] += earned - spent;
  }
  expect(till.store.backlog().count).toBe(operations);
  const startMs = performance.now();
  till.client.setConnected(true);
  await until('everything is delivered', () => till.store.backlog().count === 0, 3_600_000);
  const seconds = (performance.now() - startMs) / 1000;
  // How long it takes is a figure, not a test.
  console.log(`72 h offline: ${operations} operations drained in ${seconds.toFixed(1)} s; seed ${seed}`);
  const [anna, boris] = [await shop.member('anna'), await shop.member('boris')];
  // One more each: the import.
  expect(anna.operations + boris.operations).toBe(operations + 2);
  expect([anna.wallets.main?.balance, boris.wallets.main?.balance ?? 0]).toEqual([sums.anna, sums.boris]);
  expect([anna.postingsSum, boris.postingsSum]).toEqual([{ main: 0 }, { main: 0 }]);
  expect(till.store.quarantine.count()).toBe(0);
  expect(till.client.status().problem).toBeNull();
});
