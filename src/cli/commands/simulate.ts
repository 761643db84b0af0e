import { closeSync, openSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Program } from '../../contracts/program.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { readProgram } from '../evaluate.ts';
import { readJsonFile } from '../read-json.ts';
import { SumTooLarge } from '../simulate/counts.ts';
import { differenceOf } from '../simulate/difference.ts';
import { type ProgramReport, reportOf } from '../simulate/report.ts';
import { runSimulation, type SimulationOutcome } from '../simulate/run-simulation.ts';
import { differenceTable, programTable } from '../simulate/table.ts';

/** Small enough that threads share the work evenly and progress moves, large enough that cuts cost nothing. */
const RANGE_BYTES = 1024 * 1024;
const MOST_JOBS = 64;

function programFrom(file: string): Program {
  const result = readProgram(readJsonFile(file));
  if (result.ok) return result.value.compiled.program;
  const faults = (result.error.errors ?? []).map((fault) => `\n  ${fault.path}: ${fault.message}`);
  throw new CommandFailure(`${file}: ${result.error.detail}${faults.join('')}`);
}

function jobsFrom(context: CommandContext): number {
  const text = context.text('jobs');
  if (text === undefined) return availableParallelism();
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MOST_JOBS) {
    throw new UsageFailure(`--jobs is a whole number from 1 to ${MOST_JOBS}.`);
  }
  return jobs;
}

/** Size of a file that can be read from any place; a pipe cannot. */
function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new CommandFailure(`${file} does not exist. Check the path.`);
  if (!found.isFile()) {
    throw new CommandFailure(`${file} is not a plain file. Write the receipts to a file first.`);
  }
  try {
    closeSync(openSync(file, 'r'));
  } catch {
    throw new CommandFailure(`${file} cannot be read. Check its permissions.`);
  }
  return found.size;
}

function showProgress(context: CommandContext, sizeBytes: number): (bytes: number, receipts: number) => void {
  const started = performance.now();
  return (bytes, receipts) => {
    const perSecond = Math.round(receipts / Math.max(0.001, (performance.now() - started) / 1000));
    const done = Math.floor((bytes / Math.max(1, sizeBytes)) * 100);
    context.progress(
      `${done} %, ${receipts.toLocaleString('en')} receipts, ${perSecond.toLocaleString('en')} a second`,
    );
  };
}

/** Says which lines could not be used, and writes them to a file when one was asked for. */
function tellRefused(context: CommandContext, outcome: SimulationOutcome): void {
  const file = context.text('refused');
  const { refused, refusedCount } = outcome;
  if (file !== undefined) {
    const lines = refused.map(({ line, problem }) => {
      const { code, detail, errors } = problem;
      return JSON.stringify({ line, code, detail, ...(errors === undefined ? {} : { errors }) });
    });
    try {
      writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    } catch {
      throw new CommandFailure(`${file} cannot be written. Check its folder.`);
    }
  }
  const [first] = refused;
  if (first === undefined) return;
  const where = file === undefined ? 'With --refused FILE they are listed.' : `They are listed in ${file}.`;
  context.error(
    `${refusedCount.toLocaleString('en')} ${refusedCount === 1 ? 'line was' : 'lines were'} left out; the first is line ${first.line}: ${first.problem.detail} ${where}`,
  );
}

function print(context: CommandContext, reports: readonly ProgramReport[], refusedLines: number): void {
  const [first, second] = reports;
  if (first === undefined) return;
  const difference = second === undefined ? null : differenceOf(first, second);
  if (context.json) {
    const against = difference === null ? {} : { against: second, difference };
    context.out(JSON.stringify({ refusedLines, simulation: first, ...against }));
    return;
  }
  for (const line of programTable(first)) context.out(line);
  if (second === undefined || difference === null) return;
  for (const line of ['', ...programTable(second), '', ...differenceTable(second, difference)])
    context.out(line);
}

async function simulate(context: CommandContext): Promise<number> {
  const receipts = resolve(context.must('receipts'));
  const against = context.text('against');
  const programs = [context.must('program'), ...(against === undefined ? [] : [against])].map(programFrom);
  const sizeBytes = sizeOf(receipts);
  const outcome = await runSimulation({
    file: receipts,
    sizeBytes,
    programs,
    jobs: jobsFrom(context),
    rangeBytes: RANGE_BYTES,
    signal: context.signal,
    onProgress: showProgress(context, sizeBytes),
  }).catch((cause: unknown) => {
    if (!(cause instanceof SumTooLarge)) throw cause;
    throw new CommandFailure('The sums are too large to be told exactly. Simulate parts of the file.');
  });
  if (outcome === null) {
    context.error('Stopped. Nothing was written.');
    return 1;
  }
  tellRefused(context, outcome);
  const reports = programs.map((program, i) => {
    const tally = outcome.tallies[i];
    if (tally === undefined) throw new Error('a program without a tally');
    return reportOf(program, tally);
  });
  print(context, reports, outcome.refusedCount);
  return (reports[0]?.receipts ?? 0) === 0 && outcome.refusedCount > 0 ? 1 : 0;
}

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'a program over stored receipts: what it costs, who gains, what each promotion does',
  options: {
    program: { help: 'the program document', value: 'FILE', required: true },
    receipts: {
      help: 'NDJSON, a line each: a receipt, or {"receipt", "member", "context"}; members are taken as given, nothing is carried from receipt to receipt',
      value: 'FILE',
      required: true,
    },
    against: { help: 'a second program, to show what it would change', value: 'FILE' },
    refused: { help: 'where to list the lines that could not be used, as NDJSON', value: 'FILE' },
    jobs: { help: 'threads; as many as the machine has cores when left out', value: 'N' },
  },
  example: [
    'kopilka simulate --program program.json --receipts november.ndjson --refused refused.ndjson',
    'kopilka simulate --program now.json --against next.json --receipts november.ndjson --json',
  ].join('\n'),
  run: simulate,
};
