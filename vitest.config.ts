import { defineConfig } from 'vitest/config';

// Commands speak the machine's language unless told otherwise: the tests read English everywhere.
process.env.LC_ALL = 'en_US.UTF-8';

// Three kinds of tests: `tidy` looks at the repository itself, `unit` stays in one process,
// `e2e` starts real processes, ports and browsers and runs one file at a time.
const withProcesses = ['e2e', 'power-cut', 'crash'].map((folder) => `test/${folder}/**/*.test.ts`);
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
    'leases',
    'manage',
    'packs',
  ],
  ...['push', 'returns', 'settings', 'signatures', 'sync', 'api/settlement', 'jobs/expire'],
].map((name) => `test/hub/${name}.test.ts`);
const nightly = process.env.KOPILKA_PROPERTY_RUNS !== undefined;

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      { test: { name: 'tidy', include: ['test/tidy.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/tidy.test.ts',
            'test/nightly/**',
            'test/hub/store/{conformance,postgres}/**',
            ...withProcesses,
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: withProcesses,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      // The hub's tests once more, over a real PostgreSQL instead of SQLite, and the two stores side by side.
      {
        test: {
          name: 'postgres',
          include: [...overPostgres, 'test/hub/store/{conformance,postgres}/*.test.ts'],
          globalSetup: ['test/hub/support/over-postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // Long ones, run by `npm run test:nightly` only.
      {
        test: {
          name: 'nightly',
          include: nightly ? ['test/nightly/**/*.test.ts'] : [],
          // Opening a shop of real processes takes longer than the usual ten seconds on a busy machine.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
