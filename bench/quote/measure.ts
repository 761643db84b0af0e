import type { Receipt } from '../../src/contracts/receipt.ts';
import type { BenchEngine } from './engine.ts';

/** Least CPU time of one batch, microseconds: long enough for the clock of the operating system, and for a collection of garbage to be no accident. */
const BATCH_MICROS = 150_000;
/** Carts by which a batch is sized: of one alone the time may be that of a collection. */
const SIZING_CARTS = 20;
/** V8 goes on improving code for seconds; a till runs for weeks. */
const WARM_UP_MICROS = 2_500_000;

const cpuMicros = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return user + system;
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** The value below which `share` of all lie. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

async function batch(
  engine: BenchEngine,
  carts: readonly Receipt[],
  from: number,
  count: number,
): Promise<number> {
  const start = process.cpuUsage();
  for (let i = 0; i < count; i += 1) {
    const answer = engine.quote(carts[(from + i) % carts.length] as Receipt);
    // An engine that answers at once is not made to wait for a promise.
    if (answer instanceof Promise) await answer;
  }
  return cpuMicros(start);
}

/** Runs an engine until its code is compiled; says how many carts fill a batch: whole rounds of all where it is fast. */
async function warmUp(engine: BenchEngine, carts: readonly Receipt[]): Promise<number> {
  let spent = 0;
  const last: number[] = [];
  for (let done = 0; spent < WARM_UP_MICROS || done < 3; done += 1) {
    const micros = await batch(engine, carts, done, 1);
    spent += micros;
    last.push(micros);
  }
  const count = Math.ceil(BATCH_MICROS / Math.max(1, median(last.slice(-SIZING_CARTS))));
  return count > carts.length ? Math.ceil(count / carts.length) * carts.length : count;
}

export type Measured = {
  readonly engine: BenchEngine;
  readonly cpuMicrosPerCart: number;
  readonly carts: number;
};

/** CPU time a cart, the median of several rounds in which the engines take turns, so that all meet the same machine. */
export async function measureInTurns(
  engines: readonly BenchEngine[],
  carts: readonly Receipt[],
  rounds: number,
): Promise<Measured[]> {
  const states = [];
  for (const engine of engines) {
    states.push({ engine, count: await warmUp(engine, carts), from: 0, samples: [] as number[] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const state of states) {
      const micros = await batch(state.engine, carts, state.from, state.count);
      state.from += state.count;
      state.samples.push(micros / state.count);
    }
  }
  return states.map(({ engine, samples, from }) => ({
    engine,
    cpuMicrosPerCart: median(samples),
    carts: from,
  }));
}
