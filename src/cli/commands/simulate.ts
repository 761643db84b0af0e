import { closeSync, openSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Language } from '../../contracts/local-text.ts';
import type { Program } from '../../contracts/program.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { readProgram } from '../evaluate.ts';
import { orFail } from '../fault-lines.ts';
import { languageOption } from '../language.ts';
import { readJsonFile } from '../read-json.ts';
import { SumTooLarge } from '../simulate/counts.ts';
import { differenceOf } from '../simulate/difference.ts';
import type { RefusedLine } from '../simulate/messages.ts';
import { type ProgramReport, reportOf } from '../simulate/report.ts';
import { runSimulation, type SimulationOutcome } from '../simulate/run-simulation.ts';
import { differenceTable, programTable } from '../simulate/table.ts';

/** Small enough that threads share the work evenly and progress moves, large enough that cuts cost nothing. */
const RANGE_BYTES = 1024 * 1024;
const MOST_JOBS = 64;

const programFrom = (file: string, language: Language): Program =>
  orFail(readProgram(readJsonFile(file), language), file, language).compiled.program;

function jobsFrom(context: CommandContext): number {
  const text = context.text('jobs');
  if (text === undefined) return availableParallelism();
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MOST_JOBS) {
    throw new UsageFailure({
      en: `--jobs is a whole number from 1 to ${MOST_JOBS}.`,
      ru: `--jobs: нужно целое число от 1 до ${MOST_JOBS}.`,
    });
  }
  return jobs;
}

/** Size of a file that can be read from any place; a pipe cannot. */
function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new CommandFailure({
      en: `${file} does not exist. Check the path.`,
      ru: `Файла ${file} нет. Проверьте путь.`,
    });
  }
  if (!found.isFile()) {
    throw new CommandFailure({
      en: `${file} is not a plain file. Write the receipts to a file first.`,
      ru: `${file} – не обычный файл. Сначала запишите чеки в файл.`,
    });
  }
  try {
    closeSync(openSync(file, 'r'));
  } catch {
    throw new CommandFailure({
      en: `${file} cannot be read. Check its permissions.`,
      ru: `Файл ${file} не читается. Проверьте права.`,
    });
  }
  return found.size;
}

function showProgress(context: CommandContext, sizeBytes: number): (bytes: number, receipts: number) => void {
  const started = performance.now();
  return (bytes, receipts) => {
    const perSecond = Math.round(receipts / Math.max(0.001, (performance.now() - started) / 1000));
    const done = Math.floor((bytes / Math.max(1, sizeBytes)) * 100);
    const { language } = context;
    const [count, speed] = [receipts.toLocaleString(language), perSecond.toLocaleString(language)];
    context.progress(
      language === 'ru'
        ? `${done} %, чеков: ${count}, в секунду: ${speed}`
        : `${done} %, ${count} receipts, ${speed} a second`,
    );
  };
}

function leftOut(language: Language, count: number, first: RefusedLine, file: string | undefined): string {
  const many = count.toLocaleString(language);
  const { detail } = first.problem;
  if (language === 'ru') {
    const where = file === undefined ? 'Список даст --refused ФАЙЛ.' : `Список: ${file}.`;
    return `Пропущено строк: ${many}; первая – строка ${first.line}: ${detail} ${where}`;
  }
  const where = file === undefined ? 'With --refused FILE they are listed.' : `They are listed in ${file}.`;
  return `${many} ${count === 1 ? 'line was' : 'lines were'} left out; the first is line ${first.line}: ${detail} ${where}`;
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
      throw new CommandFailure({
        en: `${file} cannot be written. Check its folder.`,
        ru: `Файл ${file} не записать. Проверьте папку.`,
      });
    }
  }
  const [first] = refused;
  if (first === undefined) return;
  context.error(leftOut(context.language, refusedCount, first, file));
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
  const { language } = context;
  for (const line of programTable(first, language)) context.out(line);
  if (second === undefined || difference === null) return;
  for (const line of [
    '',
    ...programTable(second, language),
    '',
    ...differenceTable(second, difference, language),
  ])
    context.out(line);
}

async function simulate(context: CommandContext): Promise<number> {
  const receipts = resolve(context.must('receipts'));
  const against = context.text('against');
  const programs = [context.must('program'), ...(against === undefined ? [] : [against])].map((file) =>
    programFrom(file, context.language),
  );
  const sizeBytes = sizeOf(receipts);
  const outcome = await runSimulation({
    file: receipts,
    sizeBytes,
    programs,
    language: context.language,
    jobs: jobsFrom(context),
    rangeBytes: RANGE_BYTES,
    signal: context.signal,
    onProgress: showProgress(context, sizeBytes),
  }).catch((cause: unknown) => {
    if (!(cause instanceof SumTooLarge)) throw cause;
    throw new CommandFailure({
      en: 'The sums are too large to be told exactly. Simulate parts of the file.',
      ru: 'Суммы слишком велики, чтобы назвать их точно. Посчитайте файл по частям.',
    });
  });
  if (outcome === null) {
    context.error(
      context.language === 'ru' ? 'Остановлено. Ничего не записано.' : 'Stopped. Nothing was written.',
    );
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
    language: languageOption,
    jobs: { help: 'threads; as many as the machine has cores when left out', value: 'N' },
  },
  example: [
    'kopilka simulate --program program.json --receipts november.ndjson --refused refused.ndjson',
    'kopilka simulate --program now.json --against next.json --receipts november.ndjson --json',
  ].join('\n'),
  run: simulate,
};
