import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { seededNumbers } from '../../support/seeded-numbers.ts';
import { openSimHub } from '../leases/sim-hub.ts';
import { FleetTill, type FleetWorld } from './fleet-till.ts';
import { VirtualTime } from './virtual-time.ts';

export type Fleet = { readonly world: FleetWorld; readonly tills: readonly FleetTill[] };

/** Quartz of a usual computer: 4.3 s a day either way. */
export const mostPpm = 50;
/** Clocks of machines nobody looks after: an hour off either way. */
const mostSkewMs = 3_600_000;
/** Memory is faster where there is some; what a cut leaves on a disk is not asked here. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A hub and tills of real parts in virtual time, none of which has met the hub yet; they end with the test. */
export async function openFleet(tillCount: number, seed: number): Promise<Fleet> {
  const folder = mkdtempSync(join(place, 'kopilka-fleet-'));
  const tills: FleetTill[] = [];
  const chance = seededNumbers(seed);
  const time = new VirtualTime(Date.parse('2026-11-20T08:00:00.000Z'));
  const hub = await openSimHub(join(folder, 'hub'), time, [{ id: 'anna', points: 100 }]);
  onTestFinished(async () => {
    for (const till of tills) till.stop();
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });
  // Most messages take a moment, one in twenty almost a second.
  const latencyMs = () => (chance.percent(5) ? 200 + chance.below(700) : 5 + chance.below(120));
  const world: FleetWorld = { hub, time, chance, folder, latencyMs, hubIsUp: true };
  const either = (most: number): number => (2 * chance.next() - 1) * most;
  for (let index = 0; index < tillCount; index += 1) {
    const fault = { skewMs: either(mostSkewMs), fastPpm: either(mostPpm) };
    tills.push(await FleetTill.open(world, `t${index}`, fault));
  }
  return { world, tills };
}
