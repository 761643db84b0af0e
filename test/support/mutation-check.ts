import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mutation, mutations } from './mutations.ts';

// Plants bugs in a copy of the repository, one at a time, and shows that the engine's tests catch each of them:
// `npm run test:mutation`. Words after it choose bugs that hold one of them. A bug that survives is named and the run
// fails.

const root = join(import.meta.dirname, '../..');
const parts = [
  'src',
  'test',
  'docs',
  'package.json',
  'vitest.config.ts',
  'tsconfig.json',
  'tsconfig.base.json',
];

/**
 * A change that changes nothing, in a place that a bug has: a check that does not let it live would call every bug
 * caught.
 */
const nothing: Mutation = {
  bug: 'nothing but a space more',
  file: 'src/loyalty/rules/percent-of.ts',
  from: 'basisPoints + HALF)',
  to: 'basisPoints  + HALF)',
};

/** It judges the list of bugs by the text of the engine, so each planted bug fails it, seen by a test or not. */
const blind = 'test/loyalty/planted-bugs.test.ts';

/** Quick tests by hand first: most bugs do not live to see the others. */
const rounds = [
  ['test/loyalty/rules', 'test/loyalty/cases', 'test/loyalty/returns.test.ts', 'test/contract-examples'],
  ['test/loyalty', 'test/shared'],
];

function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'kopilka-mutations-'));
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  rmSync(join(copy, blind));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** The first test that failed, as its report has it; a file that cannot even be loaded counts as one. */
function firstFailure(copy: string, { testResults }: Report): string {
  for (const { name, assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    if (failed !== undefined) return `${name.slice(copy.length + 1)}: ${failed.fullName.trim()}`;
  }
  const broken = testResults.find(({ message }) => message !== undefined && message !== '');
  return broken === undefined
    ? 'a test run that broke off'
    : `${broken.name.slice(copy.length + 1)} as a whole`;
}

/** Runs tests of the copy up to the first failure; null when all passed. */
function failureOf(copy: string, folders: readonly string[]): string | null {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const options = [
    '--project',
    'unit',
    '--bail',
    '1',
    '--testTimeout',
    '300000',
    '--reporter',
    'json',
    '--outputFile',
    report,
  ];
  const done = spawnSync(process.execPath, [vitest, 'run', ...options, ...folders], {
    cwd: copy,
    // Few runs, at night too: the bugs are coarse.
    env: { ...process.env, KOPILKA_PROPERTY_RUNS: '200' },
    stdio: 'ignore',
  });
  if (done.status === 0) return null;
  return firstFailure(copy, JSON.parse(readFileSync(report, 'utf8')) as Report);
}

function caughtBy(copy: string): string | null {
  for (const folders of rounds) {
    const failure = failureOf(copy, folders);
    if (failure !== null) return failure;
  }
  return null;
}

/** Plants one bug, runs the tests and mends the file again; the test that caught it, or null. */
function plant(copy: string, { file, from, to, bug }: Mutation): string | null {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  if (sound.split(from).length !== 2)
    throw new Error(`"${bug}" has no single place in ${file}: mend test/support/mutations.ts.`);
  writeFileSync(
    path,
    sound.replace(from, () => to),
  );
  const caught = caughtBy(copy);
  writeFileSync(path, sound);
  return caught;
}

const words = process.argv.slice(2);
const chosen = mutations.filter(({ bug }) => words.length === 0 || words.some((word) => bug.includes(word)));
const copy = copyRepository();
try {
  const broken = caughtBy(copy);
  if (broken !== null) throw new Error(`The tests fail without any bug, mend them first: ${broken}`);
  const imagined = plant(copy, nothing);
  if (imagined !== null) throw new Error(`A test fails without a bug being planted: ${imagined}`);
  console.log(`survived   ${nothing.bug}, as it must`);
  let survivors = 0;
  for (const mutation of chosen) {
    const caught = plant(copy, mutation);
    if (caught === null) survivors += 1;
    console.log(
      `${caught === null ? 'SURVIVED' : 'caught  '}  ${mutation.bug}${caught === null ? '' : `\n            by ${caught}`}`,
    );
  }
  console.log(`${chosen.length - survivors} of ${chosen.length} bugs caught`);
  process.exitCode = survivors === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
