import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Plants bugs in a copy of the repository, one at a time, and shows that the engine's tests catch each of them:
// `node test/support/mutation-check.ts`. A bug that survives is named and the run fails.

type Mutation = {
  readonly bug: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
};

const mutations: readonly Mutation[] = [
  {
    bug: 'half a kopeck of a percent is rounded down',
    file: 'src/loyalty/rules/percent-off.ts',
    from: "multiplyDivide(amountMinor, basisPoints, WHOLE_BASIS_POINTS, 'half-up')",
    to: "multiplyDivide(amountMinor, basisPoints, WHOLE_BASIS_POINTS, 'floor')",
  },
  {
    bug: 'the remainders of an allocation are lost',
    file: 'src/shared/allocate.ts',
    from: 'if (left > 0) giveRemainders(left, openCount, out);',
    to: '',
  },
  {
    bug: 'equal remainders go to the later line',
    file: 'src/shared/allocate.ts',
    from: 'if (rest < threshold || (rest === threshold && atThreshold <= 0)) continue;',
    to: 'if (rest < threshold || (rest === threshold && above + 1 < openCount - k && atThreshold < openCount - k)) continue;',
  },
  {
    bug: 'a unit is used twice',
    file: 'src/loyalty/rules/units.ts',
    from: 'line.usedUnits += chosen.counts[position] ?? 0;',
    to: '',
  },
  {
    bug: 'an unused unit forgets what quantity effects saved',
    file: 'src/loyalty/rules/units.ts',
    from: 'line.remaining + line.savedByUnits;',
    to: 'line.remaining;',
  },
  {
    bug: 'an exclusive promotion does not close its lines',
    file: 'src/loyalty/cart/cart.ts',
    from: 'line.closed = actor.exclusive;',
    to: 'line.closed = false;',
  },
  {
    bug: 'a minimum price is ignored',
    file: 'src/loyalty/cart/line-state.ts',
    from: 'line.remaining - line.floor;',
    to: 'line.remaining;',
  },
  {
    bug: 'a threshold exactly reached is not reached',
    file: 'src/loyalty/stages/basket.ts',
    from: 'amount < basket.minAmount ||',
    to: 'amount <= basket.minAmount ||',
  },
  {
    bug: 'the last minute of a promotion is cut off',
    file: 'src/loyalty/stages/touching.ts',
    from: '} else if (minute > toMinute) {',
    to: '} else if (minute >= toMinute) {',
  },
  {
    bug: 'multipliers are added up instead of taking the largest',
    file: 'src/loyalty/stages/earn-rates.ts',
    from: 'tierFactor[i] = step.multiplyHundredths;',
    to: 'tierFactor[i] = at(tierFactor, i) + step.multiplyHundredths;',
  },
  {
    bug: 'points are earned on what points paid for',
    file: 'src/loyalty/stages/earn-rates.ts',
    from: '(wallet.earnOnPointsPaid ? 0 : line.paidWithPoints)',
    to: '0',
  },
  {
    bug: 'a group takes the first promotion instead of the best',
    file: 'src/loyalty/stages/trial.ts',
    from: 'a.saving > b.saving ||',
    to: 'b.saving === Number.NEGATIVE_INFINITY ||',
  },
  {
    bug: 'points pay below the least payable sum of a line',
    file: 'src/loyalty/stages/redeem.ts',
    from: 'line.remaining - Math.max(minPayable, line.floor)',
    to: 'line.remaining - line.floor',
  },
  {
    bug: 'a weighed line counts as a unit',
    file: 'src/loyalty/cart/line-state.ts',
    from: 'line.thousandths % THOUSANDTHS === 0 ? line.thousandths / THOUSANDTHS : 0;',
    to: 'Math.max(1, Math.floor(line.thousandths / THOUSANDTHS));',
  },
  {
    bug: 'a returned share forgets what came back before',
    file: 'src/loyalty/returns.ts',
    from: "multiplyDivide(whole, after, all, 'floor') - multiplyDivide(whole, before, all, 'floor');",
    to: "multiplyDivide(whole, after - before, all, 'floor');",
  },
  {
    bug: '29 February is 1 March in a plain year',
    file: 'src/loyalty/program/conditions.ts',
    from: 'month === 2 && day === 29 && !isLeapYear(year) ? 28 : day',
    to: 'day',
  },
];

const root = join(import.meta.dirname, '../..');
const parts = ['src', 'test', 'package.json', 'vitest.config.ts', 'tsconfig.json', 'tsconfig.base.json'];

function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'kopilka-mutations-'));
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Do the engine's tests pass in this copy? They run one file after the other and stop at the first failure. */
function testsPass(copy: string): boolean {
  const folders = ['test/loyalty', 'test/shared', 'test/contract-examples'];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const done = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', '--bail', '1', ...folders], {
    cwd: copy,
    env: { ...process.env, KOPILKA_PROPERTY_RUNS: process.env.KOPILKA_PROPERTY_RUNS ?? '200' },
    stdio: 'ignore',
  });
  return done.status === 0;
}

/** Plants one bug, runs the tests and mends the file again; says whether the bug was caught. */
function isCaught(copy: string, { file, from, to, bug }: Mutation): boolean {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  if (sound.split(from).length !== 2)
    throw new Error(`"${bug}" has no single place in ${file}: mend this list.`);
  writeFileSync(
    path,
    sound.replace(from, () => to),
  );
  const caught = !testsPass(copy);
  writeFileSync(path, sound);
  return caught;
}

const copy = copyRepository();
try {
  if (!testsPass(copy)) throw new Error('The tests fail without any bug: mend them first.');
  const survivors = mutations.filter((mutation) => {
    const caught = isCaught(copy, mutation);
    console.log(`${caught ? 'caught  ' : 'SURVIVED'}  ${mutation.bug}`);
    return !caught;
  });
  console.log(`${mutations.length - survivors.length} of ${mutations.length} bugs caught`);
  process.exitCode = survivors.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
