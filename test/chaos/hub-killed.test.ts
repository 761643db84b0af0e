import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Blow } from './plan.ts';
import { runChaos } from './run-chaos.ts';

const rounds = Number(process.env.KOPILKA_HUB_KILLS ?? 2);
const roundMs = 5_000;
/** In each round a node dies, and while it is away the database does. */
const blows = Array.from({ length: rounds }, (_, round): Blow[] => [
  { atMs: round * roundMs + 500, what: 'node', index: round % 2, forMs: 2_000 },
  { atMs: round * roundMs + 1_500, what: 'database', index: 0, forMs: 1_000 },
]).flat();

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? 0;

it('killed nodes and a killed database lose nothing that a till acknowledged, and the tills do not wait', {
  timeout: 3_600_000,
}, async () => {
  const { faults, confirmMs, tape, operations } = await runChaos({
    ...{ folder: temporaryFolder(), seed: 15, tills: 4, nodes: 2, faultsPercent: 0, patienceMs: 180_000 },
    ...{ calmMs: rounds * roundMs, durationMs: rounds * roundMs, blows },
  });
  const [calm, storm] = [percentile(confirmMs.calm, 0.99), percentile(confirmMs.storm, 0.99)];
  // How long a sale takes is a figure, not a test: it is the machine's too.
  console.log(
    `hub killed: ${rounds} nodes, ${rounds} times the database; ${tape.length} answers, ${operations.get('purchase')} ` +
      `purchases; a confirmation takes ${storm.toFixed(1)} ms in the storm, ${calm.toFixed(1)} before it (p99): ` +
      `${(storm / calm).toFixed(2)} times`,
  );
  expect(faults).toEqual([]);
  expect(confirmMs.storm.length).toBeGreaterThan(rounds * 5);
});
