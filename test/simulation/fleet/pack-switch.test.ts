import { expect, it } from 'vitest';
import { publishProgram } from '../../../src/hub/api/publish-program.ts';
import { program } from '../leases/program.ts';
import { type Fleet, mostPpm, openFleet } from './open-fleet.ts';

const tillCount = 500;
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const [minuteMs, dayMs] = [60_000, 86_400_000];
const sampleMs = 20;

/** Publishes for an instant, and tells the tills as the hub's doorbell does. */
async function publish({ world, tills }: Fleet, atMs: number): Promise<number> {
  const { hub } = world;
  const request = { program, activateAt: new Date(atMs).toISOString() };
  const published = await publishProgram(hub.parts, Buffer.from(JSON.stringify(request)), 'owner');
  if (!published.ok) throw new Error(JSON.stringify(published.error));
  const { packs } = await hub.store.cursors();
  for (const till of tills) till.ring('packs', packs);
  return published.value.pack.number;
}

/** Milliseconds from an instant to when each till sells by a pack, looked at around it. */
async function switchesOf(
  { world, tills }: Fleet,
  pack: number,
  atMs: number,
  aroundMs: number,
): Promise<number[]> {
  const { time } = world;
  await time.runUntil(atMs - aroundMs);
  expect(tills.filter(({ activePack }) => activePack === pack)).toEqual([]);
  const waiting = new Set(tills);
  const switched: number[] = [];
  while (time.nowMs < atMs + aroundMs) {
    await time.runFor(sampleMs);
    for (const till of waiting) {
      if (till.activePack !== pack) continue;
      waiting.delete(till);
      switched.push(time.nowMs - atMs);
    }
  }
  expect(waiting.size).toBe(0);
  return switched;
}

const spreadOf = (switched: readonly number[]): number => Math.max(...switched) - Math.min(...switched);

it('five hundred tills change programs at one instant, those that are a day offline too', {
  timeout: 3_600_000,
}, async () => {
  const fleet = await openFleet(tillCount, seed);
  const { world, tills } = fleet;
  const { time } = world;
  for (const till of tills) till.client.start();
  await time.runFor(minuteMs);
  const soonMs = time.nowMs + 2 * minuteMs;
  const first = await publish(fleet, soonMs);
  const online = await switchesOf(fleet, first, soonMs, 3_000);

  const laterMs = time.nowMs + dayMs + 5 * minuteMs;
  const second = await publish(fleet, laterMs);
  await time.runFor(minuteMs);
  expect(tills.filter(({ store }) => store.packs.byNumber(second) === null)).toEqual([]);
  for (const till of tills) till.client.setConnected(false);
  await time.runFor(dayMs / 2);
  // Half of them are switched off for the night: their monotonic clocks begin anew, the other is all they have.
  for (const till of tills.filter((_, index) => index % 2 === 0)) {
    till.stop();
    till.start();
  }
  const offline = await switchesOf(fleet, second, laterMs, 12_000);
  expect(new Set(tills.map(({ hubTime }) => hubTime.confidence))).toEqual(new Set(['high', 'low']));

  console.log(
    `pack switch: ${tillCount} tills, clocks up to an hour off and ${mostPpm} ppm wrong: spread ${spreadOf(online)} ms ` +
      `online, ${spreadOf(offline)} ms after 24 h offline; seed ${seed}`,
  );
  // Of the simulated clocks: no machine is too slow for it.
  expect(spreadOf(online)).toBeLessThanOrEqual(2_000);
  expect(spreadOf(offline)).toBeLessThanOrEqual(10_000);
});
