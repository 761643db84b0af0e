import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { checkPack } from '../../src/agent/pack-check.ts';
import { installToken } from '../../src/agent/pos-api/install-token.ts';
import { tillDatabaseFile } from '../../src/agent/till-files.ts';
import { createCheckout } from '../../src/checkout/checkout.ts';
import { type ConfirmRequest, confirmResultSchema, returnResultSchema } from '../../src/contracts/pos-api.ts';
import type { Operation } from '../../src/contracts/sync.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { epson } from '../../src/receipts/escpos/profiles/epson.ts';
import { err } from '../../src/shared/result.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import { openTillStore, type TillStore } from '../../src/store/till-store.ts';
import { signerOf } from '../../src/sync/keys.ts';
import { seededRandom } from '../support/till-pieces.ts';
import type { Promises } from './promises.ts';
import { openingPoints, type Told } from './shop-day.ts';

type Rows = {
  readonly operations: readonly Operation[];
  readonly purchases: ReadonlyMap<string, { readonly state: string; readonly operation: string }>;
  readonly answers: ReadonlySet<string>;
  readonly holds: ReadonlyMap<string, number>;
  readonly jobs: readonly { readonly id: string; readonly purchase: string; readonly state: string }[];
  readonly balances: ReadonlyMap<string, number>;
};

/** The tables as any SQLite client reads them, without the product's code. */
function readRows(path: string): Rows {
  const database = new Database(path, { readonly: true });
  const rows = <Row>(sql: string): Row[] => database.prepare<[], Row>(sql).all();
  try {
    return {
      operations: rows<{ payload: string }>('SELECT payload FROM journal ORDER BY epoch, sequence').map(
        ({ payload }) => JSON.parse(payload),
      ),
      purchases: new Map(
        rows<{ id: string; state: string; operation: string }>(
          'SELECT purchase_id AS id, state, operation_id AS operation FROM purchases',
        ).map((row) => [row.id, row]),
      ),
      answers: new Set(rows<{ id: string }>('SELECT operation_id AS id FROM answers').map(({ id }) => id)),
      holds: new Map(
        rows<{ id: string; points: number }>(
          'SELECT purchase_id AS id, hold_points AS points FROM held_receipts',
        ).map(({ id, points }) => [id, points]),
      ),
      jobs: rows('SELECT id, purchase_id AS purchase, state FROM print_jobs'),
      balances: new Map(
        rows<{ id: string; points: number }>(
          `SELECT members.id, coalesce(sum(remaining), 0) AS points FROM members
           LEFT JOIN lots ON lots.member_id = members.id GROUP BY members.id`,
        ).map(({ id, points }) => [id, points]),
      ),
    };
  } finally {
    database.close();
  }
}

type Check = (holds: boolean, what: string) => void;

function checkPromises(rows: Rows, promises: Promises, told: ReadonlyMap<string, Told>, check: Check): void {
  const times = new Map<string, number>();
  for (const { id } of rows.operations) times.set(id, (times.get(id) ?? 0) + 1);
  for (const id of promises.answered) {
    const call = told.get(id);
    if (call === undefined) continue;
    const name = `${call.kind} ${id} of ${call.purchaseId}`;
    check(rows.answers.has(id), `${name} was answered, and its answer is lost`);
    const purchase = rows.purchases.get(call.purchaseId);
    if (call.kind === 'confirm' || call.kind === 'return' || call.kind === 'enrol') {
      check(times.get(id) === 1, `${name} was answered, and is in the journal ${times.get(id) ?? 0} times`);
    }
    if (call.kind === 'confirm') {
      check(purchase?.operation === id && purchase.state === 'confirmed', `${name} is ${purchase?.state}`);
      const slips = rows.jobs.filter((job) => job.purchase === call.purchaseId).length;
      check(slips === 1, `${name} has ${slips} slips`);
    }
    if (call.kind === 'cancel') check(purchase?.state === 'cancelled', `${name} is ${purchase?.state}`);
    if (call.kind === 'hold') {
      const isKept = rows.holds.has(call.purchaseId) || purchase !== undefined;
      check(isKept, `${name} was answered, and its points are not held`);
    }
  }
  for (const id of promises.pushed) check(times.has(id), `the hub has operation ${id}, the journal has not`);
  for (const job of rows.jobs) {
    const isWaiting = job.state === 'queued';
    check(!(isWaiting && promises.handedOut.has(job.id)), `slip ${job.id} would be printed twice`);
  }
  for (const id of promises.handedOut)
    check(
      rows.jobs.some((job) => job.id === id),
      `slip ${id} is lost`,
    );
}

/** Points of every member: what they began with and what the receipts say, and no more. */
function checkSums(rows: Rows, told: ReadonlyMap<string, Told>, check: Check): void {
  const expected = new Map<string, number>();
  for (const operation of rows.operations) {
    const member = operation.kind === 'enrolment' ? null : operation.body.member;
    if (member === null) continue;
    const answer = told.get(operation.id)?.answer;
    const points = answer === undefined ? pointsBooked(operation) : pointsTold(operation.kind, answer);
    expected.set(member, (expected.get(member) ?? openingPoints) + points);
  }
  for (const [member, points] of expected) {
    const balance = rows.balances.get(member);
    check(balance === points, `member ${member} has ${balance} points, by the receipts ${points}`);
  }
  for (const [purchase, { state, operation }] of rows.purchases) {
    const booked = rows.operations.filter(
      (one) => one.kind === 'purchase' && one.body.purchaseId === purchase,
    );
    const times = state === 'confirmed' ? 1 : 0;
    check(booked.length === times, `purchase ${purchase} is ${state} and booked ${booked.length} times`);
    if (times === 1)
      check(booked[0]?.id === operation, `purchase ${purchase} is booked by another operation`);
  }
}

function pointsTold(kind: Operation['kind'], answer: unknown): number {
  if (kind === 'return') {
    const { wallets } = returnResultSchema.parse(answer);
    return wallets.reduce((sum, { back, taken }) => sum + back - taken, 0);
  }
  const { quote } = confirmResultSchema.parse(answer);
  return (quote.totals.earned.main ?? 0) - (quote.redeem?.points ?? 0);
}

/** Of a call that nobody was answered: what stands in the journal. */
function pointsBooked(operation: Operation): number {
  if (operation.kind === 'enrolment') return 0;
  if (operation.kind === 'return')
    return (operation.body.pointsBack.main ?? 0) - (operation.body.pointsTaken.main ?? 0);
  if (operation.kind === 'audit') return 0;
  if (operation.kind === 'credit') return operation.body.points;
  const { quote } = operation.body;
  return (quote.totals.earned.main ?? 0) - (quote.redeem?.points ?? 0);
}

/** The register did not hear and asks again, twice: one booking, one answer. */
function checkRetry(store: TillStore, path: string, call: Told, check: Check): void {
  const checkout = createCheckout({
    store,
    clock: systemClock,
    random: seededRandom('after the cut'),
    bootId: 'after the cut',
    mode: () => 'online',
    language: () => 'ru',
    recognise: () => ({ kind: 'unknown', reason: 'no-rule' }),
    phoneHash: () => null,
    printing: () => ({ profile: epson, own: true }),
    askPurchase: async () => err('no hub after the cut'),
  });
  const request = call.request as ConfirmRequest;
  const isKnown = store.receipt(call.purchaseId) !== null;
  const [once, twice] = [
    checkout.confirm(call.purchaseId, request),
    checkout.confirm(call.purchaseId, request),
  ];
  // The cart is no promise: an older one, or none, is refused, and the register sends the receipt with the sale.
  const isLost = !once.ok && once.error.code === 'unknown-purchase' && !isKnown;
  const isOlder = !once.ok && once.error.code === 'tenders-mismatch';
  check(once.ok || isLost || isOlder, `${call.purchaseId} asked again: ${JSON.stringify(once)}`);
  check(
    JSON.stringify(once) === JSON.stringify(twice),
    `${call.purchaseId} asked again is answered otherwise`,
  );
  const booked = readRows(path).operations.filter(({ id }) => id === call.operationId).length;
  check(booked === (once.ok ? 1 : 0), `${call.purchaseId} asked again is booked ${booked} times`);
}

/**
 * Opens a till's folder as the agent does after a power cut and says all that is not as it must be. `pending`: a confirm
 * that the register will send again.
 */
export function faultsAfterCut(
  folder: string,
  promises: Promises,
  told: ReadonlyMap<string, Told>,
  pending: Told | null,
): string[] {
  const faults: string[] = [];
  const check: Check = (holds, what) => {
    if (!holds) faults.push(what);
  };
  const path = join(folder, tillDatabaseFile);
  let store: TillStore | null = null;
  try {
    const opened: TillStore = openTillStore(path, {
      clock: systemClock,
      bootId: 'after the cut',
      verifyPack: (pack) => checkPack(pack, opened.identity.get()),
    });
    store = opened;
    if (existsSync(join(folder, 'pos-token'))) installToken(join(folder, 'pos-token'));
    if (opened.identity.get() === null) {
      check(promises.answered.size === 0, 'calls were answered, and the till is not enrolled');
      return faults;
    }
    signerOf(readFileSync(join(folder, 'till-key.pem'), 'utf8'));
    for (const { code, detail } of examineTillFile(path)) faults.push(`${code}: ${detail}`);
    const rows = readRows(path);
    checkPromises(rows, promises, told, check);
    checkSums(rows, told, check);
    if (pending !== null) checkRetry(opened, path, pending, check);
  } catch (error) {
    faults.push(`the till does not start: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    store?.close();
  }
  return faults;
}
