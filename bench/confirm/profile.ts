import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { posReceiptSchema } from '../../src/contracts/pos-api.ts';
import { benchCart, openBenchTill } from './shop.ts';

// The sale alone, without HTTP: for a profiler. `node --cpu-prof bench/confirm/profile.ts [lines] [rounds]`
const [lines = '5', rounds = '500'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'kopilka-bench-'));
const { store, checkout } = openBenchTill(join(folder, 'till.db'));
const quotes: number[] = [];
const confirms: number[] = [];
/** What follows the two answers. */
const rests: number[] = [];
/** CPU milliseconds of the two. */
const cpus: [quote: number, confirm: number][] = [];
const warmUp = Math.floor(Number(rounds) / 3);
const cpuMsBetween = (one: NodeJS.CpuUsage, other: NodeJS.CpuUsage): number =>
  (other.user - one.user + other.system - one.system) / 1000;
const quantile = (values: number[], share: number): string =>
  ([...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(3);
for (let index = 0; index < Number(rounds); index += 1) {
  const purchaseId = `P-${index}`;
  const cart = posReceiptSchema.parse(benchCart(Number(lines), index));
  const startCpu = process.threadCpuUsage();
  const startMs = performance.now();
  const quote = checkout.quote(purchaseId, cart);
  const quotedMs = performance.now();
  const quotedCpu = process.threadCpuUsage();
  checkout.getReady(purchaseId);
  const readyMs = performance.now();
  const readyCpu = process.threadCpuUsage();
  const done = checkout.confirmText(purchaseId, {
    operationId: randomUUID(),
    fiscal: { number: String(index), time: cart.at },
    tenders: [],
  });
  const endMs = performance.now();
  const doneCpu = process.threadCpuUsage();
  // What the till does once the answer is on its way.
  await new Promise((resolve) => setTimeout(resolve, 2));
  cpus.push([cpuMsBetween(startCpu, quotedCpu), cpuMsBetween(readyCpu, doneCpu)]);
  rests.push(readyMs - quotedMs + performance.now() - endMs);
  if (!quote.ok || !done.ok) throw new Error(JSON.stringify([quote, done]));
  quotes.push(quotedMs - startMs);
  confirms.push(endMs - readyMs);
}
console.log(`quote p50 ${quantile(quotes, 0.5)} p99 ${quantile(quotes, 0.99)} ms`);
console.log(`after the answers p50 ${quantile(rests, 0.5)} p99 ${quantile(rests, 0.99)} ms`);
console.log(`confirm p50 ${quantile(confirms, 0.5)} p99 ${quantile(confirms, 0.99)} ms`);
const mean = (of: (round: (typeof cpus)[number]) => number): string =>
  (cpus.slice(warmUp).reduce((sum, round) => sum + of(round), 0) / (cpus.length - warmUp)).toFixed(3);
// The kernel counts in ticks of some milliseconds: only the mean of many rounds means something.
const [quoteCpu, confirmCpu] = [mean(([quote]) => quote), mean(([, confirm]) => confirm)];
console.log(`CPU mean after the first ${warmUp}: quote ${quoteCpu}, confirm ${confirmCpu} ms`);
store.close();
rmSync(folder, { recursive: true });
