// Entry of every script in package.json: installs what is missing, then works on the pinned Node.
import { join } from 'node:path';
import { ensureInstalled, root, runNode } from './pinned-node.mjs';

const [task, ...rest] = process.argv.slice(2);
const bin = (path) => join(root, 'node_modules', path);
const cli = join(root, 'scripts/kopilka.mjs');
const tsc = (project) => [bin('typescript/bin/tsc'), '-p', project];

const steps = {
  start: () => [[cli, 'start', ...rest]],
  kopilka: () => [[cli, ...rest]],
  test: () => [[bin('vitest/vitest.mjs'), 'run', ...rest]],
  check: () => [
    tsc('tsconfig.json'),
    tsc('src/loyalty/tsconfig.json'),
    tsc('src/renderer/tsconfig.json'),
    [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
    [bin('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.cjs', 'src'],
    [bin('vitest/vitest.mjs'), 'run', '--project', 'tidy'],
  ],
  // Properties with twenty times the runs, and what is too long for every change.
  nightly: () => {
    process.env.KOPILKA_PROPERTY_RUNS ??= '10000';
    process.env.KOPILKA_FUZZ_INPUTS ??= '1100000';
    process.env.KOPILKA_CHAOS_SECONDS ??= '600';
    process.env.KOPILKA_CUT_STATES ??= '20000';
    process.env.KOPILKA_KILLS ??= '1000';
    process.env.KOPILKA_DAMAGES ??= '300';
    process.env.KOPILKA_DAY_EVENTS ??= '8000';
    process.env.KOPILKA_SEQUENCES ??= '10000';
    process.env.KOPILKA_LEASE_RUNS ??= '20000';
    process.env.KOPILKA_LEASE_MODEL_RUNS ??= '500000';
    process.env.KOPILKA_HUB_CHAOS_SECONDS ??= '600';
    process.env.KOPILKA_HUB_KILLS ??= '20';
    process.env.KOPILKA_NETWORK_OPERATIONS ??= '10000';
    process.env.KOPILKA_OFFLINE_OPERATIONS ??= '20000';
    process.env.KOPILKA_FORGED_PACKS ??= '10000';
    process.env.KOPILKA_RECONNECT_TILLS ??= '1000';
    const vitest = [bin('vitest/vitest.mjs'), 'run', '--testTimeout', '3600000'];
    const pure = ['test/loyalty', 'test/drivers', 'test/shared', 'test/store/rebuild', 'test/simulation'];
    const sync = ['test/hub/long-offline.test.ts', 'test/hub/network-faults.test.ts'];
    return [
      [...vitest, '--project', 'unit', ...pure, ...sync, 'test/hub/packs-refused.test.ts'],
      [...vitest, '--project', 'postgres', 'test/hub/network-faults.test.ts'],
      [...vitest, '--project', 'faults', 'test/power-cut', 'test/crash', 'test/chaos'],
      [...vitest, '--project', 'faults', 'test/e2e/device-chaos.test.ts'],
      // Five million members at one till: how long a look-up takes is a figure, not a test.
      [join(root, 'bench/main.ts'), 'members'],
      ...steps.mutation(),
    ];
  },
  mutation: () => [[join(root, 'test/support/mutation-check.ts'), ...rest]],
  'devices-vm': () => [[join(root, 'test/devices-vm/run.ts')]],
  format: () => [[bin('@biomejs/biome/bin/biome'), 'check', '--write', '.']],
  bench: () => [[join(root, 'bench/main.ts'), ...rest]],
  build: () => [
    [bin('vite/bin/vite.js'), 'build'],
    [bin('vite/bin/vite.js'), 'build', '--config', 'vite.main.config.ts'],
    [join(root, 'scripts/build-client.mjs')],
  ],
};

if (!(task in steps)) {
  console.error(`Unknown task ${task ?? ''}. Known: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}
ensureInstalled();
for (const args of steps[task]()) {
  const code = await runNode(args);
  if (code !== 0) process.exit(code);
}
