import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { pageBytes } from '../../src/sqlite/wal-frames.ts';
import { seededNumbers } from './seeded-numbers.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { memberRecord, milk, page, pointsLot } from './till-fixtures.ts';
import { dayMs, noonMs } from './till-pieces.ts';
import { accepted, cart, confirmRequest, openTestTill, type TestTill } from './till-sale.ts';

export type BookedOperation = {
  readonly sequence: number;
  readonly operation_id: string;
  readonly payload: string;
  readonly hash: string;
};

/** A till's files as a kill left them, and what had been acknowledged to its register. */
export type LeftTill = {
  readonly path: string;
  /** A copy made half way. */
  readonly copy: string;
  readonly operations: readonly BookedOperation[];
  /** Up to here the hub had answered. */
  readonly atHub: number;
};

const sales = 40;
const copiedAfter = 16;
const answeredAfter = 24;

function sell(till: TestTill, number: number): void {
  const member = `m${(number % 12) + 1}`;
  const receipt = cart({ member, redeem: { wallet: 'main', points: 5 } });
  accepted(till.checkout.confirm(`P${number}`, confirmRequest(number, { receipt })));
  till.clock.advance(60_000);
}

export const readOperations = (path: string): BookedOperation[] => {
  const database = openDatabase(path, { mode: 'read-only' });
  try {
    return database.all<BookedOperation>(
      'SELECT sequence, operation_id, payload, hash FROM journal ORDER BY sequence',
    );
  } finally {
    database.close();
  }
};

/** A working day: members, goods, sales, a copy of the file, an answer of the hub, and a kill with the log unmerged. */
export async function leaveTill(): Promise<LeftTill> {
  const members = Array.from({ length: 40 }, (_, index) =>
    memberRecord(`m${index + 1}`, { lots: [pointsLot(`lot-${index + 1}`, 5000)] }),
  );
  const till = openTestTill(members);
  const goods = Array.from({ length: 60 }, (_, index) => ({
    ...milk,
    sku: `g-${index}`,
    barcodes: [`46000000${index}`],
  }));
  till.store.sync.apply(
    page(
      'goods',
      goods.map((one) => [one.sku, one]),
    ),
  );
  const copy = join(temporaryFolder(), 'till-2026-12-04.sqlite');
  for (let number = 1; number <= sales; number++) {
    sell(till, number);
    if (number === copiedAfter) await till.store.backup(copy);
    if (number === answeredAfter) answerOf(till, number);
  }
  // Whoever reads lets the last sale find its place.
  till.store.backlog();
  // What is spoilt in the very last transaction looks like a power cut in the middle of it; this one promised nothing.
  till.store.sync.recordContact({ hubTimeMs: noonMs, wallMs: till.clock.wallMs(), monotonicMs: 1 });
  till.clock.advance(dayMs);
  const operations = readOperations(till.path);
  const path = join(temporaryFolder(), 'till.sqlite');
  for (const suffix of ['', '-wal']) copyFileSync(till.path + suffix, path + suffix);
  till.store.close();
  return { path, copy, operations, atHub: answeredAfter };
}

/** The hub takes all so far; half of the file's pages are then in the main file, half in the log. */
function answerOf(till: TestTill, sequence: number): void {
  const { operations } = till.store.sync.outbox(500, 10_000_000);
  till.store.sync.settle({
    verdicts: operations.map((one) => ({
      sequence: one.sequence,
      verdict: 'applied',
      code: null,
      detail: null,
    })),
    head: operations.at(-1)?.hash ?? '',
    headSequence: sequence,
    headSignature: 'c2ln',
    keyId: 'k1',
    hubTimeMs: till.clock.wallMs(),
  });
  const checkpoint = openDatabase(till.path);
  checkpoint.checkpoint();
  checkpoint.close();
}

/** Copies the files and spoils one page of them, as the seed says; answers the place and what stood there before. */
export function spoilOnePage(left: LeftTill, seed: number): { path: string; place: string; before: Buffer } {
  const pick = seededNumbers(seed).below;
  const path = join(temporaryFolder(), 'till.sqlite');
  for (const suffix of ['', '-wal']) {
    if (existsSync(left.path + suffix)) copyFileSync(left.path + suffix, path + suffix);
  }
  const inLog = pick(2) === 1;
  const target = inLog ? `${path}-wal` : path;
  const [header, step] = inLog ? [32, 24 + pageBytes] : [0, pageBytes];
  const count = Math.floor((statSync(target).size - header) / step);
  const index = pick(count);
  const offset = header + index * step + (step - pageBytes);
  const file = openSync(target, 'r+');
  const before = Buffer.alloc(pageBytes);
  readSync(file, before, 0, pageBytes, offset);
  const [bytes, at, kind] = spoiltBytes(pick, readFileSync(path));
  writeSync(file, bytes, 0, bytes.length, offset + at);
  closeSync(file);
  return {
    path,
    place: `seed ${seed}: ${kind} on page ${index + 1} of the ${inLog ? 'log' : 'file'}`,
    before,
  };
}

/** What disks do: a sector of rubbish, a page of rubbish, of zeros or of another place. */
function spoiltBytes(pick: (below: number) => number, main: Buffer): [Buffer, number, string] {
  const rubbish = (length: number): Buffer => Buffer.from(Array.from({ length }, () => pick(256)));
  switch (pick(4)) {
    case 0:
      return [rubbish(512), 512 * pick(8), 'a spoilt sector'];
    case 1:
      return [rubbish(pageBytes), 0, 'a spoilt page'];
    case 2:
      return [Buffer.alloc(pageBytes), 0, 'a page of zeros'];
    default: {
      const other = pick(Math.floor(main.length / pageBytes));
      return [Buffer.from(main.subarray(other * pageBytes, (other + 1) * pageBytes)), 0, `page ${other + 1}`];
    }
  }
}
