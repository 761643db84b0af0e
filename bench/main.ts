import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// Each benchmark is loaded when its turn comes: what others bring with them changes how the memory of a process is laid out.
//
// `npm run bench`: everything. `npm run bench -- quote`: one of them. `--quick`: a look in a minute, nothing written.

const words = process.argv.slice(2);
const quick = words.includes('--quick');
/** A benchmark that is a program of its own. True: it ran to its end. */
const runProgram = (path: string, ...given: string[]): boolean =>
  spawnSync(process.execPath, [join(import.meta.dirname, path), ...given], { stdio: 'inherit' }).status === 0;

const known: Readonly<Record<string, () => Promise<boolean>>> = {
  confirm: async () =>
    (await import('./confirm/run.ts')).runConfirmBench(
      { rounds: quick ? 100 : 1000, members: quick ? 20_000 : 1_000_000 },
      !quick,
    ),
  lan: async () => (await import('./lan/run.ts')).runLanBench(quick ? 20 : 300, !quick),
  members: async () => (await import('./members/run.ts')).runMembersBench(quick ? 20_000 : 5_000_000, !quick),
  quote: async () => (await import('./quote/run.ts')).runQuoteBench(quick),
  receipt: async () => (await import('./receipt/run.ts')).runReceiptBench(quick),
  scan: async () => (await import('./scan/run.ts')).runScanBench(quick),
  simulate: async () => (await import('./simulate/run.ts')).runSimulateBench(quick),
  sync: async () => runProgram('sync/main.ts', ...(quick ? ['--quick'] : [])),
  window: async () => {
    if (!quick) return runProgram('window/run.ts');
    console.log('window: has no quick look; left out.');
    return true;
  },
};
const chosen = words.filter((word) => !word.startsWith('--'));
const unknown = chosen.find((word) => !(word in known));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". Known: ${Object.keys(known).join(', ')}.`);
  process.exit(2);
}
let met = true;
for (const [name, run] of Object.entries(known)) {
  if (chosen.length === 0 || chosen.includes(name)) met = (await run()) && met;
}
// A missed target is a result, not a failure of the command: the report says which.
if (!met) console.error('Some targets were missed; the report lists them.');
