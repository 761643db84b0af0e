import type { ReturnOperation } from '../../../src/contracts/sync.ts';

const nowMs = Date.parse('2026-12-05T09:30:00Z');

/** Anna's return of a purchase of that instant, on 5 December 2026, unless said otherwise whole and of 3,000.00. */
export const returnOperation = (
  purchasedMs: number,
  body: Partial<ReturnOperation['body']> = {},
): ReturnOperation => ({
  id: '00000000-0000-4000-8000-000000000002',
  chain: 'bakery',
  store: 's1',
  till: 't1',
  epoch: 1,
  sequence: 2,
  at: new Date(nowMs).toISOString(),
  clock: { wallMs: nowMs, monotonicMs: 0, bootId: 'b', hubOffsetMs: 0 },
  pack: 1,
  kind: 'return',
  body: {
    returnId: 'R-1',
    purchaseId: 'P-1',
    purchaseOperation: '00000000-0000-4000-8000-000000000001',
    purchasedAt: new Date(purchasedMs).toISOString(),
    member: 'anna',
    lines: [{ id: '1', quantity: 1 }],
    netMinor: 300_000,
    withheldMinor: 0,
    refundMinor: 300_000,
    pointsBack: {},
    pointsTaken: {},
    stamps: [],
    whole: true,
    used: [],
    clubs: [],
    tier: null,
    postings: [],
    lots: [],
    restored: [],
    ...body,
  },
});
