import { defineConfig } from 'vitest/config';

// Commands speak the machine's language unless told otherwise: the tests read English everywhere.
process.env.LC_ALL = 'en_US.UTF-8';

// `tidy` looks at the repository itself, `unit` stays in one process, `e2e` starts real processes, ports and browsers:
// two files at a time, because they wait more than they work. `faults` is those of them that say how long a till was
// away or how many sales went wrong: one file at a time, after all others.
const faults = [
  ...['power-cut', 'crash', 'chaos'].map((folder) => `test/${folder}/**/*.test.ts`),
  ...['device-chaos', 'disk-failure', 'ladder'].map((name) => `test/e2e/${name}.test.ts`),
];
const withProcesses = ['test/e2e/**/*.test.ts', ...faults];
/** What a hub does, whatever keeps its data. Not here: backup and restore of the SQLite file, and commands. */
const overPostgres = [
  ...[
    'coupons',
    'credits',
    'enrol',
    'enrolments',
    'erasure',
    'fleet',
    'gift-cards',
    'limits',
    'merges',
    'leases',
    'manage',
    'network-faults',
    'packs',
    'packs-lifecycle',
    'replay',
  ],
  ...['push', 'returns', 'settings', 'signatures', 'sync', 'api/settlement', 'jobs/expire'],
].map((name) => `test/hub/${name}.test.ts`);

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      { test: { name: 'tidy', include: ['test/tidy.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/tidy.test.ts', 'test/hub/store/{conformance,postgres}/**', ...withProcesses],
          // For tests that hang: how long one takes on a busy machine says nothing.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: faults,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          globalSetup: ['test/support/build-windows.ts'],
        },
      },
      {
        test: {
          name: 'faults',
          include: faults,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      // The hub's tests once more, over a real PostgreSQL instead of SQLite, and the two stores side by side.
      {
        test: {
          name: 'postgres',
          include: [...overPostgres, 'test/hub/store/{conformance,postgres}/*.test.ts'],
          globalSetup: ['test/hub/support/over-postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
