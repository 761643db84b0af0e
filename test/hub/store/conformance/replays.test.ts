import { describe, expect, it } from 'vitest';
import type { ReceiptFlag } from '../../../../src/contracts/receipt-flag.ts';
import { databases, enrolTill, pushOne, startMs } from './fixtures.ts';

const flagAt = (sequence: number): ReceiptFlag => ({
  ...{ operationId: `o${sequence}`, till: 't1', epoch: 1, sequence, purchaseId: `p${sequence}`, pack: 1 },
  ...{ kind: 'differs', path: 'totals.net', booked: '1', again: '2' },
});

describe.each(Object.entries(databases))('replays on %s', (_name, open) => {
  it('go on where they stood, journal by journal, and find what was left behind', async () => {
    const { store } = await open();
    await enrolTill(store, 't1');
    await enrolTill(store, 't2');
    expect(await store.replayBacklog(10)).toEqual([]);
    expect(await store.replaysWaiting()).toBe(0);
    for (const sequence of [1, 2, 3]) {
      await pushOne(store, 't1', sequence, {
        payload: `{"n":${sequence}}`,
        ...(sequence === 2 ? { verdict: 'refused' } : {}),
      });
    }
    await pushOne(store, 't2', 1);
    const start = { tillId: 't1', epoch: 1, sequence: 0 };
    expect(await store.replayBacklog(10)).toEqual([start, { ...start, tillId: 't2' }]);
    expect(await store.replayBacklog(1)).toEqual([start]);
    expect(await store.replaysWaiting()).toBe(4);
    expect(await store.operationsToReplay(start, 2)).toEqual({
      operations: [{ sequence: 1, payload: '{"n":1}' }],
      last: 2,
    });
    await store.noteReplayed({ ...start, sequence: 2 }, [], startMs);
    const place = await store.replayPlace('t1', 1);
    expect(place).toEqual({ ...start, sequence: 2 });
    expect(await store.replaysWaiting()).toBe(2);
    expect(await store.operationsToReplay(place, 2)).toEqual({
      operations: [{ sequence: 3, payload: '{"n":3}' }],
      last: 3,
    });
    await store.noteReplayed({ ...start, sequence: 3 }, [], startMs);
    // Two nodes at once: the one behind moves nothing back.
    await store.noteReplayed({ ...start, sequence: 1 }, [], startMs);
    expect(await store.replayPlace('t1', 1)).toEqual({ ...start, sequence: 3 });
    expect(await store.operationsToReplay({ ...start, sequence: 3 }, 2)).toEqual({ operations: [], last: 3 });
    // Another machine at the till begins a journal; what the one before left is still found.
    await enrolTill(store, 't2', 1);
    expect((await store.till('t2'))?.epoch).toBe(2);
    expect(await store.replayBacklog(10)).toEqual([{ tillId: 't2', epoch: 1, sequence: 0 }]);
  });

  it('keep each flag once, the newest first', async () => {
    const { store } = await open();
    await enrolTill(store, 't1');
    const place = { tillId: 't1', epoch: 1, sequence: 2 };
    await store.noteReplayed(place, [flagAt(1)], startMs);
    await store.noteReplayed(place, [flagAt(1), flagAt(2)], startMs + 5);
    expect(await store.receiptFlagCount()).toBe(2);
    const all = { beforeMs: Number.MAX_SAFE_INTEGER, limit: 10 };
    expect(await store.receiptFlags(all)).toEqual([
      { ...flagAt(2), foundAtMs: startMs + 5 },
      { ...flagAt(1), foundAtMs: startMs },
    ]);
    expect(await store.receiptFlags({ ...all, limit: 1 })).toHaveLength(1);
    expect(await store.receiptFlags({ ...all, beforeMs: startMs + 5 })).toHaveLength(1);
    expect(await store.pack(7)).toBeNull();
  });
});
