import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encode } from 'iconv-lite';
import { describeMachine } from '../machine.ts';
import { type ReceiptEngine, receiptEngines } from './engines.ts';
import { laidSlip } from './workload.ts';

const targetMicros = 100;
const batchSlips = 400;

/** Fails unless every line of the slip stands in the bytes, in its order: an engine that prints less is no peer. */
function checkPrintsEverything({ name, make }: ReceiptEngine): void {
  const bytes = Buffer.from(make());
  let at = 0;
  for (const part of laidSlip) {
    // A rule is a command of its own in one of them.
    if (part.kind !== 'line' || /^-*$/.test(part.text)) continue;
    const found = bytes.indexOf(encode(part.text.trimEnd(), 'cp866'), at);
    if (found < 0) throw new Error(`${name} does not print "${part.text}"`);
    at = found;
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;

function cpuMicrosPerSlip(make: () => Uint8Array): number {
  const start = process.cpuUsage();
  for (let slip = 0; slip < batchSlips; slip++) make();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / batchSlips;
}

/** CPU time from a slip to its ESC/POS bytes, beside the packages that do the same; engines take turns. */
export function runReceiptBench(quick: boolean): Promise<boolean> {
  const engines = receiptEngines();
  for (const engine of engines) checkPrintsEverything(engine);
  const rounds = quick ? 3 : 15;
  for (const { make } of engines) for (let slip = 0; slip < 2000; slip++) make();
  const samples = engines.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { make }] of engines.entries()) samples[index]?.push(cpuMicrosPerSlip(make));
  }
  const rows = engines.map(({ name, note, make }, index) => ({
    name,
    note,
    micros: median(samples[index] ?? []),
    bytes: make().length,
  }));
  const own = rows[0]?.micros ?? 0;
  const met = own <= targetMicros;
  const machine = describeMachine();
  const table = [
    '| engine | CPU µs a slip | × | bytes | what it does here |',
    '|---|---:|---:|---:|---|',
    ...rows.map(
      ({ name, micros, bytes, note }) =>
        `| ${name} | ${micros.toFixed(0)} | ${(micros / own).toFixed(2)} | ${bytes} | ${note} |`,
    ),
    '',
    `Target: at most ${targetMicros} µs from model to bytes: ${met ? 'met' : 'missed'}.`,
    '',
    `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}; median of ${rounds} rounds of ${batchSlips} slips.`,
  ].join('\n');
  console.log(`# Slip to bytes\n\n${table}\n`);
  if (!quick) {
    const results = fileURLToPath(new URL('../results', import.meta.url));
    mkdirSync(results, { recursive: true });
    writeFileSync(`${results}/receipt.md`, `# Slip to bytes\n\n${table}\n`);
    writeFileSync(`${results}/receipt.json`, `${JSON.stringify({ machine, rounds, rows, met }, null, 2)}\n`);
  }
  return Promise.resolve(met);
}
