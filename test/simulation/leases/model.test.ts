import { describe, expect, it } from 'vitest';
import { modelRun } from './model-run.ts';
import { plantedBugs } from './witness.ts';

/** 20,000 with every change; the nightly profile sets more. */
const runs = Number(process.env.KOPILKA_LEASE_MODEL_RUNS ?? 20_000);
/** A failure names its seed; KOPILKA_PROPERTY_SEED begins with that one. */
const firstSeed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000_000);

describe('the rules of leases and allowances, without disks', () => {
  it(
    `hold in ${runs} runs`,
    async () => {
      for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
        const faults = await modelRun(seed, null);
        if (faults.length > 0) expect(faults.map((fault) => `seed ${seed}: ${fault}`)).toEqual([]);
      }
    },
    2 * 3_600_000,
  );

  it.each(plantedBugs)('are found broken by %s', async (planted) => {
    let found = 0;
    for (let seed = 1; seed <= 2_000 && found === 0; seed += 1)
      found = (await modelRun(seed, planted)).length;
    expect(found).toBeGreaterThan(0);
  });
});
