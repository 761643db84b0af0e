import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeMachine, type Machine } from '../machine.ts';
import type { BenchEngine, Workload } from './engine.ts';
import { contenders } from './engines.ts';
import { checkEqualDiscounts } from './equal-discounts.ts';
import { measureInTurns } from './measure.ts';
import { type Latency, measureCompile, measureGrowth, measureLatency } from './own-numbers.ts';
import { reportOf } from './report.ts';
import { atLeast, atMost, microsOf, type Target, times } from './targets.ts';
import { benchMember, makeCarts, makeProgram } from './workload.ts';

export type Scenario = {
  readonly lines: number;
  readonly promotions: number;
  readonly engines: readonly {
    readonly name: string;
    readonly source: string;
    readonly note: string;
    readonly cpuMicrosPerCart: number;
    readonly carts: number;
  }[];
};

export type QuoteResults = {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  readonly scenarios: readonly Scenario[];
  readonly compileMillis: { readonly first: number; readonly firstQuote: number; readonly median: number };
  readonly latencyMicros: Latency;
  readonly heapBytes: { readonly before: number; readonly after: number; readonly quotes: number };
  readonly targets: readonly Target[];
};

const sizes = [
  [30, 1000],
  [30, 10_000],
  [200, 100],
  [200, 1000],
] as const;

const CARTS = 100;

async function runScenario(lines: number, promotions: number, rounds: number): Promise<Scenario> {
  const workload: Workload = { program: makeProgram(promotions), member: benchMember };
  const carts = makeCarts(lines, CARTS);
  const [reference] = contenders;
  const engines: BenchEngine[] = [];
  for (const contender of contenders) {
    if (reference !== undefined) {
      await checkEqualDiscounts(reference, contender, workload, carts);
    }
    const engine = await contender.make(workload);
    if (engine !== null) engines.push(engine);
  }
  const measured = await measureInTurns(engines, carts, rounds);
  return {
    lines,
    promotions,
    engines: measured.map(({ engine: { name, source, note }, cpuMicrosPerCart, carts: count }) => ({
      name,
      source,
      note,
      cpuMicrosPerCart,
      carts: count,
    })),
  };
}

function targetsOf(results: Omit<QuoteResults, 'targets'>): Target[] {
  const find = (lines: number, promotions: number): Scenario | undefined =>
    results.scenarios.find((entry) => entry.lines === lines && entry.promotions === promotions);
  const usual = find(30, 1000);
  const targets: Target[] = [];
  const add = (value: number | null, make: (value: number) => Target): void => {
    if (value !== null) targets.push(make(value));
  };
  add(times(usual, 'Kopilka', 'hand-written limit'), (value) =>
    atMost('times the hand-written limit, 30 lines × 1,000 promotions', value, 10),
  );
  add(times(usual, 'json-rules-engine', 'Kopilka'), (value) =>
    atLeast('times faster than json-rules-engine there', value, 200),
  );
  add(times(usual, '@medusajs/promotion', 'Kopilka'), (value) =>
    atLeast('times faster than @medusajs/promotion there', value, 400),
  );
  const small = microsOf(usual, 'Kopilka');
  const large = microsOf(find(30, 10_000), 'Kopilka');
  add(small === null || large === null ? null : large / small, (value) =>
    atMost('times the time of 1,000 promotions with 10,000 of which the cart touches the same', value, 1.5),
  );
  targets.push(
    atMost(
      'milliseconds to compile 1,000 promotions, first time in a process',
      results.compileMillis.first,
      50,
    ),
    atMost('microseconds p99 of a quote of 200 lines × 1,000 promotions', results.latencyMicros.p99, 2000),
    atMost(
      `bytes of heap more after ${results.heapBytes.quotes.toLocaleString('en')} quotes`,
      results.heapBytes.after - results.heapBytes.before,
      1_000_000,
    ),
  );
  return targets;
}

/** Runs everything, prints the table and writes it to bench/results. `quick`: fewer rounds, nothing written. */
export async function runQuoteBench(quick: boolean): Promise<boolean> {
  const rounds = quick ? 3 : 9;
  // First, while nothing is compiled yet.
  const compileMillis = measureCompile(1000);
  const scenarios: Scenario[] = [];
  for (const [lines, promotions] of sizes) {
    console.error(`${lines} lines × ${promotions} promotions …`);
    scenarios.push(await runScenario(lines, promotions, rounds));
  }
  console.error('single quotes and memory …');
  const measured = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    rounds,
    scenarios,
    compileMillis,
    latencyMicros: measureLatency(200, 1000, quick ? 500 : 2000),
    heapBytes: measureGrowth(quick ? 50_000 : 1_000_000),
  };
  const results: QuoteResults = { ...measured, targets: targetsOf(measured) };
  const report = reportOf(results);
  console.log(report);
  if (!quick) {
    const path = (name: string): string => fileURLToPath(new URL(`../results/${name}`, import.meta.url));
    mkdirSync(path(''), { recursive: true });
    writeFileSync(path('quote.json'), `${JSON.stringify(results, null, 2)}\n`);
    writeFileSync(path('quote.md'), report);
  }
  return results.targets.every(({ met }) => met);
}
