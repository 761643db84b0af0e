import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { quote } from '../../src/loyalty/quote.ts';
import { median, percentile } from './measure.ts';
import { benchMember, makeCarts, makeProgram } from './workload.ts';

// Numbers that only Kopilka is asked for.

const context = quoteContextSchema.parse({});

const millisOf = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/**
 * Milliseconds to compile a pack: the first time in this process and the median of later ones. `firstQuote`: the first
 * quote of the process, which also opens the platform's time zone and runs code that nothing has compiled yet.
 */
export function measureCompile(promotions: number): { first: number; firstQuote: number; median: number } {
  const program = makeProgram(promotions);
  const [cart] = makeCarts(30, 1);
  const compile = (): void => void compileProgram(program, 1);
  const first = millisOf(compile);
  const compiled = compileProgram(program, 1);
  const firstQuote = cart === undefined ? 0 : millisOf(() => quote(compiled, benchMember, cart, context));
  return { first, firstQuote, median: median(Array.from({ length: 14 }, () => millisOf(compile))) };
}

export type Latency = { readonly p50: number; readonly p99: number };

function latencyOf(count: number, quoteNext: () => void): Latency {
  const samples: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const start = performance.now();
    quoteNext();
    samples.push((performance.now() - start) * 1000);
  }
  return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
}

/**
 * Wall time of single quotes, microseconds, garbage collection included: the quietest of several runs, because a
 * percentile of wall time otherwise measures what else the machine did.
 */
export function measureLatency(lines: number, promotions: number, quotes: number): Latency {
  const program = compileProgram(makeProgram(promotions), 1);
  const carts = makeCarts(lines, 100);
  let next = 0;
  const quoteNext = (): void => {
    const cart = carts[next % carts.length];
    next += 1;
    if (cart !== undefined) quote(program, benchMember, cart, context);
  };
  // The first run compiles the code.
  latencyOf(quotes, quoteNext);
  const runs = Array.from({ length: 5 }, () => latencyOf(quotes, quoteNext));
  return runs.reduce((best, run) => (run.p99 < best.p99 ? run : best));
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
