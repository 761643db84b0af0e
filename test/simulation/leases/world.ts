import { join } from 'node:path';
import type { TillConfigRecord } from '../../../src/contracts/sync.ts';
import { type SeededNumbers, seededNumbers } from '../../support/seeded-numbers.ts';
import { createNetwork, type Network } from './network.ts';
import { openSimHub, type SimHub, type TrueTime } from './sim-hub.ts';
import { SimUnit } from './sim-unit.ts';
import { type PlantedBug, Witness } from './witness.ts';

export const unitsOfWorld = 3;
export const membersOfRun = 3;
const startMs = Date.parse('2026-11-20T08:00:00.000Z');
const dayMs = 86_400_000;

type Rules = TillConfigRecord['offline'];

/** A chain of three tills with members enough for several runs; its rules are the seed's. */
export type World = {
  readonly hub: SimHub;
  readonly units: readonly SimUnit[];
  readonly network: Network;
  readonly time: TrueTime;
  readonly witness: Witness;
  readonly rules: Rules;
  readonly planted: PlantedBug | null;
  /** Members with their points at the start, `membersOfRun` for each run. */
  readonly members: readonly { readonly id: string; readonly points: number }[];
  readonly chance: SeededNumbers;
  readonly close: () => Promise<void>;
};

/** Half of the worlds let nothing go beside leases: there no member may ever be short of a point. */
export function rulesOf(chance: SeededNumbers): Rules {
  const maxPoints = chance.percent(50) ? 0 : chance.pick([30, 100, 300]);
  return {
    maxPoints,
    sharePercent: chance.pick([20, 50, 100]),
    unitPoints: chance.pick([maxPoints, Math.floor(maxPoints * 1.5)]),
    maxBalanceAgeHours: 72,
    maxHours: 24,
    leases: { keepPercent: chance.pick([0, 30, 100]), hours: chance.pick([1, 6, 24]) },
  };
}

export async function openWorld(
  folder: string,
  seed: number,
  runs: number,
  planted: PlantedBug | null,
): Promise<World> {
  const chance = seededNumbers(seed);
  const time = { nowMs: startMs };
  const members = Array.from({ length: runs * membersOfRun }, (_, index) => ({
    id: `m${index}`,
    points: chance.pick([0, 50, 200, 1000]),
  }));
  const hub = await openSimHub(join(folder, 'hub'), time, members);
  const rules = rulesOf(chance);
  await hub.setRules(rules);
  // The hub's clock may be set back a little without the program being one of the future.
  time.nowMs += 10 * dayMs;
  const network = createNetwork(chance);
  const witness = new Witness(hub.store, time, { hubMs: hub.parts.clock.wallMs, planted });
  witness.unitPoints = rules.unitPoints ?? 0;
  const units: SimUnit[] = [];
  const around = { hub, network, time, chance, witness, planted };
  for (let index = 0; index < unitsOfWorld; index += 1) {
    units.push(await SimUnit.open(around, `t${index}`, join(folder, `t${index}`)));
  }
  return {
    ...{ hub, units, network, time, witness, rules, planted, members, chance },
    async close() {
      for (const unit of units) await unit.close();
      await hub.close();
    },
  };
}
