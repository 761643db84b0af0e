import { afterEach, expect, it } from 'vitest';
import { createPrintQueue, type PrintQueue, SLIP_EXPIRES_MS } from '../../src/agent/print-queue.ts';
import { deviceReasons } from '../../src/contracts/device-reasons.ts';
import { DatabaseFailure } from '../../src/sqlite/database-failure.ts';
import type { TillStore } from '../../src/store/till-store.ts';
import { createManualTiming } from '../support/manual-timing.ts';
import { openTestStore } from '../support/till-fixtures.ts';
import { handClock } from '../support/till-pieces.ts';

const queues: PrintQueue[] = [];
afterEach(() => {
  for (const queue of queues.splice(0)) queue.close();
});

function desk(
  clock = handClock(),
  store: Pick<TillStore, 'printJobs' | 'transaction'> = openTestStore({ clock }).store,
) {
  const timing = createManualTiming();
  const sent: string[] = [];
  const queue = createPrintQueue({
    jobs: store.printJobs,
    print: (jobId, bytes) => sent.push(`${jobId} ${Buffer.from(bytes).toString()}`),
    after: timing.after,
    wallMs: clock.wallMs,
    withHead: (bytes, isCopy) => Buffer.concat([Buffer.from(isCopy ? 'COPY ' : ''), bytes]),
  });
  queues.push(queue);
  return { clock, store, timing, sent, queue };
}
const add = (store: Pick<TillStore, 'transaction'>, id: string, nowMs: number, purchaseId = id): void =>
  store.transaction((writer) =>
    writer.queuePrint({ id, purchaseId, memberId: null, bytes: Buffer.from('slip') }, nowMs),
  );
const fate = (store: Pick<TillStore, 'printJobs'>, purchaseId: string): string[] =>
  store.printJobs.ofPurchase(purchaseId).map(({ state, reason }) => `${state} ${reason}`);

it('stands still without paper, however long, and goes on as soon as there is some', () => {
  const { clock, store, timing, sent, queue } = desk();
  add(store, 'a', clock.wallMs());
  add(store, 'b', clock.wallMs());
  queue.poke();
  for (let times = 0; times < 40; times++) {
    queue.onResult({ jobId: 'a', state: 'failed', reason: 'paper-out' });
    timing.pass(3000);
    clock.advance(3000);
  }
  expect(new Set(sent)).toEqual(new Set(['a slip']));
  queue.onResult({ jobId: 'a', state: 'failed', reason: 'paper-out' });
  sent.length = 0;
  queue.onPrinterReady();
  expect(sent).toEqual(['a slip']);
  queue.onResult({ jobId: 'a', state: 'sent', reason: null });
  queue.onResult({ jobId: 'a', state: 'confirmed', reason: null });
  expect(sent).toEqual(['a slip', 'b slip']);
  timing.pass(10_000);
  expect(sent).toEqual(['a slip', 'b slip']);
});

it('never sends a slip again whose first byte may have left', () => {
  const { clock, store, timing, sent, queue } = desk();
  add(store, 'a', clock.wallMs());
  queue.poke();
  queue.onResult({ jobId: 'a', state: 'unknown', reason: 'disconnected' });
  queue.onPrinterReady();
  timing.pass(60_000);
  expect(sent).toEqual(['a slip']);
  expect(fate(store, 'a')).toEqual(['unknown disconnected']);
});

it('waits for a disk that takes nothing, from the start on, and begins no slip that is not written down', () => {
  const clock = handClock();
  const { store } = openTestStore({ clock });
  let isFull = false;
  const full =
    <Given extends readonly unknown[], T>(work: (...given: Given) => T) =>
    (...given: Given): T => {
      if (isFull) throw new DatabaseFailure('disk-full', 'full');
      return work(...given);
    };
  const { takeNext, setState, resolveInterrupted, ofPurchase } = store.printJobs;
  const printJobs = {
    ofPurchase,
    takeNext: full(takeNext),
    setState: full(setState),
    resolveInterrupted: full(resolveInterrupted),
  };
  for (const id of ['a', 'b']) add(store, id, clock.wallMs());
  const first = desk(clock, { ...store, printJobs });
  first.queue.poke();
  isFull = true;
  first.queue.onResult({ jobId: 'a', state: 'confirmed', reason: null });
  expect([first.sent, fate(store, 'a')]).toEqual([['a slip'], ['sending null']]);
  // The process ends without having written what became of the slip; the next one starts on the full disk.
  first.queue.close();
  const next = desk(clock, { ...store, printJobs });
  next.queue.poke();
  next.timing.pass(3000);
  expect([next.sent, fate(store, 'a')]).toEqual([[], ['sending null']]);
  isFull = false;
  next.timing.pass(3000);
  expect([next.sent, fate(store, 'a')]).toEqual([['b slip'], ['unknown agent-stopped']]);
  isFull = true;
  next.queue.onResult({ jobId: 'b', state: 'confirmed', reason: null });
  isFull = false;
  next.timing.pass(3000);
  expect(fate(store, 'b')).toEqual(['confirmed null']);
});

it('finds a slip waiting after a restart of which no byte has left, and prints it as no copy', () => {
  const { clock, store, timing, queue } = desk();
  add(store, 'a', clock.wallMs());
  queue.poke();
  expect(fate(store, 'a')).toEqual(['sending null']);
  queue.onResult({ jobId: 'a', state: 'failed', reason: 'paper-out' });
  expect(fate(store, 'a')).toEqual(['queued null']);
  timing.pass(3000);
  expect(fate(store, 'a')).toEqual(['sending null']);
  queue.onResult({ jobId: 'a', state: 'failed', reason: 'paper-out' });
  queue.close();
  const next = desk(clock, store);
  next.queue.poke();
  expect(next.sent).toEqual(['a slip']);
  expect(fate(store, 'a')).toEqual(['sending null']);
});

it.each([
  ['failed', 'device-host-down', 'queued null'],
  ['failed', 'closed', 'queued null'],
  ['unknown', 'device-host-down', 'unknown device-host-down'],
  ['confirmed', null, 'confirmed null'],
] as const)('writes down what is said of the slip under way while it stops: %s %s', (state, reason, told) => {
  const { clock, store, timing, sent, queue } = desk();
  add(store, 'a', clock.wallMs());
  add(store, 'b', clock.wallMs());
  queue.poke();
  queue.close();
  queue.onResult({ jobId: 'a', state, reason });
  timing.pass(60_000);
  expect(sent).toEqual(['a slip']);
  expect(fate(store, 'a')).toEqual([told]);
  expect(fate(store, 'b')).toEqual(['queued null']);
});

it('calls a slip unknown that was in the hands of the printer when the till died', () => {
  const { clock, store, queue } = desk();
  add(store, 'a', clock.wallMs());
  queue.poke();
  desk(clock, store);
  expect(fate(store, 'a')).toEqual(['unknown agent-stopped']);
});

it('lets a slip expire that has waited too long, in the queue or at the printer', () => {
  const { clock, store, timing, sent, queue } = desk();
  add(store, 'a', clock.wallMs());
  queue.poke();
  add(store, 'b', clock.wallMs());
  queue.onResult({ jobId: 'a', state: 'failed', reason: 'unreachable' });
  clock.advance(SLIP_EXPIRES_MS + 1);
  add(store, 'c', clock.wallMs());
  timing.pass(3000);
  expect(fate(store, 'a')).toEqual(['failed expired']);
  expect(fate(store, 'b')).toEqual(['failed expired']);
  expect(sent).toEqual(['a slip', 'c slip']);
});

it('marks as a copy what may be on paper already, and nothing else', () => {
  const { clock, store, sent, queue } = desk();
  add(store, 'a', clock.wallMs(), 'P1');
  queue.poke();
  queue.onResult({ jobId: 'a', state: 'unknown', reason: 'disconnected' });
  clock.advance(1);
  add(store, 'again', clock.wallMs(), 'P1');
  queue.poke();
  queue.onResult({ jobId: 'again', state: 'confirmed', reason: null });
  expect(sent).toEqual(['a slip', 'again COPY slip']);
  add(store, 'x', clock.wallMs(), 'P2');
  queue.poke();
  queue.onResult({ jobId: 'x', state: 'failed', reason: 'no-printer' });
  add(store, 'y', clock.wallMs(), 'P2');
  queue.poke();
  expect(sent.at(-1)).toBe('y slip');
});

it('heeds nothing that is said of a job it does not hold, such as a drawer pulse', () => {
  const { clock, store, timing, sent, queue } = desk();
  queue.onResult({ jobId: 'drawer-1', state: 'failed', reason: 'unreachable' });
  add(store, 'a', clock.wallMs());
  queue.poke();
  queue.onResult({ jobId: 'drawer-1', state: 'failed', reason: 'unreachable' });
  timing.pass(10_000);
  expect(sent).toEqual(['a slip']);
});

it('has a sentence with a next step, in both languages, for every reason', () => {
  for (const [code, reason] of Object.entries(deviceReasons)) {
    expect(reason.ru, code).toMatch(/^[А-Я].*[а-яё»]\.$/u);
    expect(reason.en, code).toMatch(/^[A-Z].*[a-z]\.$/);
  }
});
