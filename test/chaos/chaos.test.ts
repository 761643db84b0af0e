import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runChaos } from './run-chaos.ts';

/** With every change half a minute of faults; at night ten. */
const seconds = Number(process.env.KOPILKA_HUB_CHAOS_SECONDS ?? 25);
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const counted = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, count]) => `${count} ${name}`).join(', ');

it('twenty tills, three nodes, a database and a network that all break lose nothing and double nothing', {
  timeout: 7_200_000,
}, async () => {
  const run = await runChaos({
    ...{ folder: temporaryFolder(), seed, durationMs: seconds * 1000 },
    ...{
      tills: Number(process.env.KOPILKA_HUB_CHAOS_TILLS ?? 20),
      nodes: 3,
      faultsPercent: 12,
      patienceMs: 180_000,
    },
  });
  console.log(
    `chaos of ${seconds} s, seed ${seed}: ${run.tape.length} answers of tills (${counted(run.operations)} in the ledger); ` +
      `killed or cut off: ${counted(run.blows)}; ${run.requests} requests, of them ${counted(run.networkFaults)}; ` +
      `refused by tills: ${counted(run.refusals)}; lowest balances ${JSON.stringify(run.lowest)}; all at the hub ` +
      `${(run.drainedMs / 1000).toFixed(1)} s after the last fault`,
  );
  expect(run.faults).toEqual([]);
  expect(run.tape.length).toBeGreaterThan(seconds * 5);
});
