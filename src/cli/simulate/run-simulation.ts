import { Worker } from 'node:worker_threads';
import type { Language } from '../../contracts/local-text.ts';
import type { Program } from '../../contracts/program.ts';
import { SumTooLarge } from './counts.ts';
import { cutIntoRanges, type Range } from './line-ranges.ts';
import type { RangeDone, RefusedLine, WorkerAnswer, WorkerStart } from './messages.ts';
import { createTally, mergeTally, type Tally } from './tally.ts';

export type SimulationInput = {
  readonly file: string;
  readonly sizeBytes: number;
  readonly programs: readonly Program[];
  /** Of what is said about refused lines. */
  readonly language: Language;
  readonly jobs: number;
  readonly rangeBytes: number;
  readonly signal: AbortSignal;
  /** Called after each range with bytes and receipts done so far. */
  readonly onProgress: (doneBytes: number, receipts: number) => void;
};

/** `tallies`: one a program. `refused`: lines by their number in the file, in order; `refusedCount` counts all. */
export type SimulationOutcome = {
  readonly tallies: readonly Tally[];
  readonly refused: readonly RefusedLine[];
  readonly refusedCount: number;
};

/** Puts the answers for the ranges together; line numbers become those of the file. */
function combine(programs: readonly Program[], done: readonly RangeDone[]): SimulationOutcome {
  const tallies = programs.map(createTally);
  const refused: RefusedLine[] = [];
  let refusedCount = 0;
  let linesBefore = 0;
  for (const part of [...done].sort((a, b) => a.range - b.range)) {
    part.tallies.forEach((tally, i) => {
      const whole = tallies[i];
      if (whole !== undefined) mergeTally(whole, tally);
    });
    for (const { line, problem } of part.refused) refused.push({ line: linesBefore + line, problem });
    refusedCount += part.refusedCount;
    linesBefore += part.lines;
  }
  return { tallies, refused, refusedCount };
}

/** Runs one worker until no range is left. Rejects with what broke it. */
function work(
  worker: Worker,
  next: () => Range | undefined,
  finish: (range: Range, done: RangeDone) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let current = next();
    const give = (): void => {
      if (current === undefined) resolve();
      else worker.postMessage(current);
    };
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('A thread of the simulation ended early.')));
    worker.on('message', (message: WorkerAnswer) => {
      if ('failed' in message) {
        reject(new SumTooLarge('A sum is too large to be told exactly.'));
        return;
      }
      if (current !== undefined) finish(current, message);
      current = next();
      give();
    });
    give();
  });
}

/**
 * Quotes every receipt of the file under each program, ranges of it side by side on `jobs` threads; the outcome does not
 * depend on their number or on the cuts. Null when it was stopped by the signal. Rejects with `SumTooLarge`.
 */
export async function runSimulation(input: SimulationInput): Promise<SimulationOutcome | null> {
  const waiting = cutIntoRanges(input.sizeBytes, input.rangeBytes);
  const workerData: WorkerStart = {
    file: input.file,
    programs: input.programs,
    language: input.language,
  };
  const done: RangeDone[] = [];
  let doneBytes = 0;
  let receipts = 0;
  const finish = (range: Range, part: RangeDone): void => {
    done.push(part);
    doneBytes += range.end - range.start;
    receipts += part.tallies[0]?.receipts ?? 0;
    input.onProgress(doneBytes, receipts);
  };
  const count = Math.min(input.jobs, waiting.length);
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./worker.ts', import.meta.url), { workerData }),
  );
  const stopped = new Promise<'stopped'>((resolve) => {
    if (input.signal.aborted) resolve('stopped');
    input.signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  try {
    const all = Promise.all(workers.map((worker) => work(worker, () => waiting.shift(), finish)));
    // A thread that breaks after a stop is of no interest any more.
    all.catch(() => {});
    if ((await Promise.race([all, stopped])) === 'stopped') return null;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return combine(input.programs, done);
}
