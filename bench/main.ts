import { runQuoteBench } from './quote/run.ts';
import { runReceiptBench } from './receipt/run.ts';
import { runSimulateBench } from './simulate/run.ts';

// `npm run bench`: everything. `npm run bench -- quote`: one of them. `--quick`: a look in a minute, nothing written.

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const known: Readonly<Record<string, () => Promise<boolean>>> = {
  quote: () => runQuoteBench(quick),
  receipt: () => runReceiptBench(quick),
  simulate: () => runSimulateBench(quick),
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
