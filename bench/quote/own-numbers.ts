import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { quote } from '../../src/loyalty/quote.ts';
import { median, percentile } from './measure.ts';
import { benchMember, makeCarts, makeProgram } from './workload.ts';

// Numbers that only Kopilka is asked for.

const context = quoteContextSchema.parse({});

/** Milliseconds to compile a pack: the first time in this process and the median of later ones. */
export function measureCompile(promotions: number): { first: number; median: number } {
  const program = makeProgram(promotions);
  const samples = Array.from({ length: 15 }, () => {
    const start = performance.now();
    compileProgram(program, 1);
    return performance.now() - start;
  });
  return { first: samples[0] ?? 0, median: median(samples.slice(1)) };
}

export type Latency = { readonly p50: number; readonly p99: number };

/**
 * Single quotes, microseconds: CPU time of the thread, its garbage collection included, and wall time, which also holds
 * what other programs of the machine did meanwhile.
 */
export function measureLatency(
  lines: number,
  promotions: number,
  quotes: number,
): { readonly cpu: Latency; readonly wall: Latency } {
  const program = compileProgram(makeProgram(promotions), 1);
  const carts = makeCarts(lines, 100);
  const cpu: number[] = [];
  const wall: number[] = [];
  for (let i = 0; i < quotes * 2; i += 1) {
    const cart = carts[i % carts.length];
    if (cart === undefined) continue;
    const start = performance.now();
    const cpuStart = process.threadCpuUsage();
    quote(program, benchMember, cart, context);
    const { user, system } = process.threadCpuUsage(cpuStart);
    // The first half compiles the code.
    if (i < quotes) continue;
    cpu.push(user + system);
    wall.push((performance.now() - start) * 1000);
  }
  const latency = (samples: readonly number[]): Latency => ({
    p50: percentile(samples, 0.5),
    p99: percentile(samples, 0.99),
  });
  return { cpu: latency(cpu), wall: latency(wall) };
}

/** V8's own collector, which Node hides behind a flag. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** Bytes of heap in use after a collection, before and after so many quotes. */
export function measureGrowth(quotes: number): { before: number; after: number; quotes: number } {
  const program = compileProgram(makeProgram(1000), 1);
  const carts = makeCarts(30, 200);
  const run = (count: number): void => {
    for (let i = 0; i < count; i += 1) {
      const cart = carts[i % carts.length];
      if (cart !== undefined) quote(program, benchMember, cart, context);
    }
  };
  run(Math.min(quotes, 20_000));
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  run(quotes);
  collectGarbage();
  return { before, after: process.memoryUsage().heapUsed, quotes };
}
