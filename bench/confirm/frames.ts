import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { posReceiptSchema } from '../../src/contracts/pos-api.ts';
import { benchCart, openBenchTill } from './shop.ts';

// What a confirm puts on the disk before its answer: pages in the write-ahead log by the table or index they belong to.
// `node bench/confirm/frames.ts [lines] [rounds]`
const [lines = '5', rounds = '100'] = process.argv.slice(2);
const before = 200;
const folder = mkdtempSync(join(tmpdir(), 'kopilka-frames-'));
const path = join(folder, 'till.db');
const { store, checkout } = openBenchTill(path);

/** Page numbers in the log's own order (https://sqlite.org/fileformat2.html#the_write_ahead_log). */
function framesInLog(): number[] {
  const log = readFileSync(`${path}-wal`);
  const frameBytes = 24 + log.readUInt32BE(8);
  const pages: number[] = [];
  for (let at = 32; at + frameBytes <= log.length; at += frameBytes) {
    if (!log.subarray(at + 8, at + 16).equals(log.subarray(16, 24))) break;
    pages.push(log.readUInt32BE(at));
  }
  return pages;
}

const written: number[] = [];
for (let index = 0; index < before + Number(rounds); index += 1) {
  const purchaseId = `P-${index}`;
  const cart = posReceiptSchema.parse(benchCart(Number(lines), index));
  checkout.quote(purchaseId, cart);
  const known = index < before ? 0 : framesInLog().length;
  const fiscal = { number: String(index), time: cart.at };
  const done = checkout.confirmText(purchaseId, { operationId: randomUUID(), fiscal, tenders: [] });
  if (!done.ok) throw new Error(JSON.stringify(done));
  if (index >= before) written.push(...framesInLog().slice(known));
}
const database = new Database(path, { readonly: true });
type Page = { readonly name: string; readonly pageno: number };
const owners = new Map(
  database
    .prepare<[], Page>('SELECT name, pageno FROM dbstat')
    .all()
    .map(({ name, pageno }) => [pageno, name]),
);
database.close();
const perConfirm = (count: number): string => (count / Number(rounds)).toFixed(1).padStart(6);
console.log(`${perConfirm(written.length)} frames a confirm of ${lines} lines`);
const byOwner = Object.entries(Object.groupBy(written, (page) => owners.get(page) ?? 'free pages'));
for (const [name, pages = []] of byOwner.sort(([, a = []], [, b = []]) => b.length - a.length)) {
  console.log(`${perConfirm(pages.length)} ${name}`);
}
store.close();
rmSync(folder, { recursive: true });
