import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type SeededNumbers, seededNumbers } from '../support/seeded-numbers.ts';
import { faultsAfterCut } from './check-state.ts';
import { cuts, Disk, type DiskState } from './disk.ts';
import { listen, noPromises, type Promises } from './promises.ts';
import type { Recording, Told } from './shop-day.ts';
import { type DiskEvent, readTrace } from './trace.ts';

export type CutReport = {
  /** Moments of the day at which the power could have gone. */
  readonly moments: number;
  readonly states: number;
  /** States that hold less than was promised, or do not open; the first ones in words. */
  readonly bad: number;
  readonly faults: string[];
  /** What left the agent by its trace: without it nothing of what others have heard would be checked. */
  readonly promises: Promises;
};

export type RebuildOptions = {
  readonly seed: number;
  /** So many states, spread evenly over the day; every moment at least once when that is more. */
  readonly states: number;
};

/** Memory is faster where there is some: what is checked here is not this machine's disk. */
const workFolder = (): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kopilka-cut-'));

type Moment = { readonly process: number; readonly event: DiskEvent };

const momentsOf = ({ traces, folder }: Recording): Moment[] =>
  traces.flatMap((trace, process) => readTrace(trace, folder).map((event) => ({ process, event })));

function writeState(folder: string, state: DiskState, chance: SeededNumbers): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of state) {
    // Copies of another day, and an index of memory that means nothing after a cut.
    if (path.startsWith('backups') || path.endsWith('-shm')) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  if (!chance.percent(50)) return;
  const garbage = Buffer.alloc(32_768, chance.below(256));
  if (state.has('till.sqlite')) writeFileSync(join(folder, 'till.sqlite-shm'), garbage);
}

/** The confirms in the order in which they were answered; the next one is what a register would send again. */
function confirmsOf(told: readonly Told[]): readonly Told[] {
  return told.filter(({ kind }) => kind === 'confirm');
}

/** Cuts the power at every moment of a recorded day, in every way, and starts the till on what is left. */
export function cutEverywhere(recording: Recording, { seed, states: wanted }: RebuildOptions): CutReport {
  const chance = seededNumbers(seed);
  const moments = momentsOf(recording);
  const told = new Map(recording.told.map((call) => [call.operationId, call]));
  const confirms = confirmsOf(recording.told);
  const [disk, promises, folder] = [new Disk(), noPromises(), workFolder()];
  const faults: string[] = [];
  let [states, bad, process] = [0, 0, 0];
  try {
    moments.forEach((moment, index) => {
      if (moment.process !== process) disk.endProcess();
      process = moment.process;
      disk.apply(moment.event);
      listen(promises, moment.event);
      while (states < Math.floor(((index + 1) * wanted) / moments.length)) {
        const how = cuts[states % cuts.length] ?? 'any';
        const till = join(folder, 'till');
        writeState(till, disk.cut(how, chance), chance);
        const pending = confirms.find(({ operationId }) => !promises.answered.has(operationId)) ?? null;
        const found = faultsAfterCut(till, promises, told, pending);
        states += 1;
        if (found.length === 0) continue;
        bad += 1;
        if (faults.length < 20)
          faults.push(`moment ${index}, ${how}, seed ${seed}: ${found.slice(0, 3).join(' · ')}`);
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { moments: moments.length, states, bad, faults, promises };
}
