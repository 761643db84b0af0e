import { expect, it } from 'vitest';
import { openFleet } from './open-fleet.ts';

/** With every change a hundred tills; at night a thousand. */
const tillCount = Number(process.env.KOPILKA_RECONNECT_TILLS ?? 100);
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const [secondMs, minuteMs] = [1_000, 60_000];
const windowMs = 5 * secondMs;

/** The most of ascending instants that lie within so many milliseconds. */
function mostWithin(instants: readonly number[], spanMs: number): number {
  let [most, first] = [0, 0];
  for (const [index, atMs] of instants.entries()) {
    while (atMs - (instants[first] ?? atMs) >= spanMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

it('tills that lost their hub together neither hammer it nor come back together', {
  timeout: 3_600_000,
}, async () => {
  const { world, tills } = await openFleet(tillCount, seed);
  const { time } = world;
  for (const till of tills) till.client.start();
  await time.runFor(minuteMs);
  expect(tills.filter(({ client }) => !client.status().connected)).toEqual([]);

  world.hubIsUp = false;
  for (const till of tills) {
    till.loseDoorbell();
    till.requestsAtMs.length = 0;
  }
  // A till that sells tells its client of every sale: a hub that is away hears no more of it for that.
  for (let second = 0; second < 180; second += 1) {
    for (const till of tills) till.client.poke();
    await time.runFor(secondMs);
  }
  const awayAtOnce = Math.max(...tills.map((till) => mostWithin(till.requestsAtMs, windowMs)));
  const away = tills.reduce((sum, till) => sum + till.requestsAtMs.length, 0) / tillCount / 180;

  world.hubIsUp = true;
  const upMs = time.nowMs;
  for (const till of tills) till.requestsAtMs.length = 0;
  await time.runFor(2 * minuteMs);
  expect(tills.filter(({ client }) => !client.status().connected)).toEqual([]);
  const backAtOnce = Math.max(...tills.map((till) => mostWithin(till.requestsAtMs, windowMs)));
  const firsts = tills.map((till) => (till.requestsAtMs[0] ?? 0) - upMs).sort((one, other) => one - other);
  const busiest = mostWithin(
    tills.flatMap(({ requestsAtMs }) => requestsAtMs).sort((one, other) => one - other),
    secondMs,
  );
  console.log(
    `reconnect: ${tillCount} tills; while the hub is away ${away.toFixed(2)} requests a second and till, at most ` +
      `${awayAtOnce} within ${windowMs / secondMs} s; back, at most ${backAtOnce} within them; the busiest second has ` +
      `${(busiest / tillCount).toFixed(2)} requests a till, the last till comes after ${((firsts.at(-1) ?? 0) / secondMs).toFixed(0)} s; seed ${seed}`,
  );
  const most = (2 * windowMs) / secondMs;
  expect(awayAtOnce).toBeLessThanOrEqual(most);
  expect(backAtOnce).toBeLessThanOrEqual(most);
  expect(busiest / tillCount).toBeLessThanOrEqual(2);
  // Half of them later than a sixth of the longest pause.
  expect(firsts[tillCount >> 1]).toBeGreaterThan(10 * secondMs);
});
