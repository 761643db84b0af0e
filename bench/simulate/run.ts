import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeMachine } from '../machine.ts';
import { makeProgram } from '../quote/workload.ts';
import { writeReceipts } from './write-receipts.ts';

// `kopilka simulate` as a manager runs it: the whole command, files and start of the process included.

const LINES = 10;
const PROMOTIONS = 200;
const MOST_SECONDS = 20;
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

type Run = { readonly seconds: number; readonly output: string };

function simulate(program: string, receipts: string, jobs: number): Run {
  const words = ['simulate', '--program', program, '--receipts', receipts, '--jobs', String(jobs), '--json'];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`simulate ended with ${status}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, output: String(stdout) };
}

/** Times the command on two threads and on one, and checks that both say the same. */
export async function runSimulateBench(quick: boolean): Promise<boolean> {
  const receipts = quick ? 10_000 : 100_000;
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-bench-'));
  try {
    const program = join(folder, 'program.json');
    const file = join(folder, 'receipts.ndjson');
    writeFileSync(program, JSON.stringify(makeProgram(PROMOTIONS)));
    const bytes = writeReceipts(file, receipts, LINES);
    const two = simulate(program, file, 2);
    const one = simulate(program, file, 1);
    if (one.output !== two.output) throw new Error('Two threads and one say different things.');
    const results = {
      date: new Date().toISOString().slice(0, 10),
      machine: describeMachine(),
      receipts,
      linesPerReceipt: LINES,
      promotions: PROMOTIONS,
      fileBytes: bytes,
      seconds: { twoThreads: two.seconds, oneThread: one.seconds },
      target: { seconds: MOST_SECONDS, met: two.seconds <= MOST_SECONDS },
    };
    const report = reportOf(results);
    console.log(report);
    if (!quick) {
      const path = (name: string): string => fileURLToPath(new URL(`../results/${name}`, import.meta.url));
      mkdirSync(path(''), { recursive: true });
      writeFileSync(path('simulate.json'), `${JSON.stringify(results, null, 2)}\n`);
      writeFileSync(path('simulate.md'), report);
    }
    return results.target.met;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Results = {
  readonly date: string;
  readonly machine: ReturnType<typeof describeMachine>;
  readonly receipts: number;
  readonly linesPerReceipt: number;
  readonly promotions: number;
  readonly fileBytes: number;
  readonly seconds: { readonly twoThreads: number; readonly oneThread: number };
  readonly target: { readonly seconds: number; readonly met: boolean };
};

const reportOf = ({
  date,
  machine,
  receipts,
  linesPerReceipt,
  promotions,
  fileBytes,
  seconds,
  target,
}: Results) =>
  [
    '# Simulation: a program over stored receipts',
    '',
    `${date}, ${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}. The whole command:`,
    `${receipts.toLocaleString('en')} receipts of ${linesPerReceipt} lines (${Math.round(fileBytes / 1e6)} MB) × ${promotions} promotions.`,
    '',
    '| | seconds | receipts a second |',
    '|---|---|---|',
    `| two threads | ${seconds.twoThreads.toFixed(1)} | ${Math.round(receipts / seconds.twoThreads).toLocaleString('en')} |`,
    `| one thread | ${seconds.oneThread.toFixed(1)} | ${Math.round(receipts / seconds.oneThread).toLocaleString('en')} |`,
    '',
    `${target.met ? 'Met' : '**Missed**'}: at most ${target.seconds} s on two cores. Both runs printed the same bytes.`,
    '',
  ].join('\n');
