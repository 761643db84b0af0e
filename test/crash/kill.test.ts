import { expect, it } from 'vitest';
import { type SeededNumbers, seededNumbers } from '../support/seeded-numbers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { auditShop } from './audit-shop.ts';
import { type Order, openShopUnderFire, type ShopUnderFire } from './shop-under-fire.ts';

/** Twenty kills with every change, at steps that differ from day to day; at night a thousand, which is every step at least once. */
const kills = Number(process.env.KOPILKA_KILLS ?? 20);
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const hubShare = 0.17;

/** Steps 1 to `steps`, evenly, from a place that differs from day to day. */
function spread(victim: Order['victim'], steps: number, count: number, chance: SeededNumbers): Order[] {
  const stride = steps / count;
  const offset = chance.next() * Math.max(1, stride);
  return Array.from({ length: count }, (_, index) => ({
    victim,
    purchaseId: `${victim}-${index}`,
    step: 1 + (Math.floor(offset + index * stride) % steps),
  }));
}

/**
 * Has every victim killed. A receipt may have fewer steps than the one they were counted in: who lived is killed at an
 * earlier step of another one. `alive`: those whom no try killed.
 */
async function killAll(fire: ShopUnderFire, orders: readonly Order[]) {
  const deaths: string[] = [];
  let [alive, spared] = [orders, 0];
  for (let round = 0; round < 6 && alive.length > 0; round += 1) {
    const told = await fire.obey(alive);
    deaths.push(...told.filter((step) => step !== null));
    alive = alive
      .filter((_, index) => told[index] === null)
      .map((order) => ({ ...order, purchaseId: `${order.purchaseId}-a`, step: Math.ceil(order.step / 2) }));
    spared += alive.length;
  }
  return { deaths, alive, spared };
}

it('kill -9 at every step of a receipt doubles nothing and loses nothing', {
  timeout: 14_400_000,
}, async () => {
  const folder = temporaryFolder();
  const chance = seededNumbers(seed);
  const fire = await openShopUnderFire(folder);
  try {
    const steps = { till: await fire.stepsOf('till'), hub: await fire.stepsOf('hub') };
    // A receipt that nobody watched would make every kill an empty one.
    for (const step of [
      'before COMMIT',
      'after COMMIT',
      'before answer 200',
      'after message to the device host',
      'before call to the hub',
      'after call to the hub',
    ]) {
      expect(steps.till).toContain(step);
    }
    expect(steps.hub).toEqual(expect.arrayContaining(['before COMMIT', 'after COMMIT', 'before answer 200']));
    const ofHub = Math.round(kills * hubShare);
    const startMs = performance.now();
    const tills = await killAll(fire, spread('till', steps.till.length, kills - ofHub, chance));
    const hubs = await killAll(fire, spread('hub', steps.hub.length, ofHub, chance));
    const deaths = [...tills.deaths, ...hubs.deaths];
    const spared = tills.spared + hubs.spared;
    const seconds = Math.round((performance.now() - startMs) / 1000);
    console.log(
      `kill: ${deaths.length} killed at ${new Set(deaths).size} different steps, ${spared} of them at the next try, over ` +
        `${steps.till.length} steps of the till and ${steps.hub.length} of the hub, in ${seconds} s, seed ${seed}`,
    );
    await fire.delivered();
    expect(auditShop(folder, fire.journeys)).toEqual([]);
    expect(fire.journeys).toHaveLength(kills + spared + 2);
    // No slip comes out twice; one that was cut off may be missing from the paper.
    expect(fire.printer.slips.length).toBeLessThanOrEqual(fire.journeys.length);
    expect([...tills.alive, ...hubs.alive]).toEqual([]);
  } finally {
    await fire.close();
  }
});
