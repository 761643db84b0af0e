import { expect, it } from 'vitest';
import { type SeededNumbers, seededNumbers } from '../support/seeded-numbers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { auditShop } from './audit-shop.ts';
import { type Order, openShopUnderFire } from './shop-under-fire.ts';

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
    ]) {
      expect(steps.till).toContain(step);
    }
    expect(steps.hub).toEqual(expect.arrayContaining(['before COMMIT', 'after COMMIT', 'before answer 200']));
    const ofHub = Math.round(kills * hubShare);
    const startMs = performance.now();
    const deaths = [
      ...(await fire.obey(spread('till', steps.till.length, kills - ofHub, chance))),
      ...(await fire.obey(spread('hub', steps.hub.length, ofHub, chance))),
    ];
    const lived = deaths.filter((step) => step === null).length;
    const seconds = Math.round((performance.now() - startMs) / 1000);
    console.log(
      `kill: ${kills - lived} killed at ${new Set(deaths).size} different steps, ${lived} lived, over ` +
        `${steps.till.length} steps of the till and ${steps.hub.length} of the hub, in ${seconds} s, seed ${seed}`,
    );
    await fire.delivered();
    expect(auditShop(folder, fire.journeys)).toEqual([]);
    expect(fire.journeys).toHaveLength(kills + 2);
    // No slip comes out twice; one that was cut off may be missing from the paper.
    expect(fire.printer.slips.length).toBeLessThanOrEqual(fire.journeys.length);
    expect(lived).toBeLessThanOrEqual(kills / 5);
  } finally {
    await fire.close();
  }
});
