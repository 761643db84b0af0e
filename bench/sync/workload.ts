import { randomUUID } from 'node:crypto';
import { type JournalEntry, type Operation, PUSH_MAX_BYTES } from '../../src/contracts/sync.ts';
import { chainHash } from '../../src/hub/ledger/chain-hash.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';

export type BenchTill = {
  readonly chain: string;
  readonly store: string;
  readonly till: string;
  readonly epoch: number;
};

const at = '2026-11-22T08:00:00.000Z';
const expiresAt = '2027-11-22T08:00:00.000Z';

/** A sale of three lines to a member who earns 3 points: what a shop's usual receipt weighs. */
export function saleOf(owner: BenchTill, sequence: number, member: string, nowMs: number): Operation {
  const id = randomUUID();
  const purchaseId = `${owner.till}-${sequence}`;
  const lotId = `${id}:main`;
  const lines = ['1', '2', '3'].map((line) => ({
    ...{ id: line, sku: `46000000000${line}`, name: `Товар ${line}`, category: 'dairy/milk', brand: '' },
    ...{ tags: [], quantity: 1, price: 5000, flags: [] },
  }));
  return {
    id,
    ...owner,
    sequence,
    at,
    clock: { wallMs: nowMs, monotonicMs: 1, bootId: 'bench', hubOffsetMs: 0 },
    pack: 1,
    kind: 'purchase',
    body: {
      purchaseId,
      member,
      receipt: { purchaseId, at, store: owner.store, till: owner.till, lines, coupons: [], rewards: [] },
      quote: {
        purchaseId,
        pack: 1,
        lines: lines.map(({ id: line }) => ({
          ...{ id: line, gross: 5000, discounts: [], paidWithPoints: 0, net: 5000 },
          ...{ earned: { main: 1 }, split: [{ quantity: 1, price: 5000 }] },
        })),
        totals: { gross: 15_000, discount: 0, paidWithPoints: 0, net: 15_000, earned: { main: 3 } },
        redeem: { wallet: 'main', asked: 0, points: 0, max: 0 },
        ...{ applied: [], rejected: [], rewards: [], gifts: [], coupons: [], stamps: [], clubs: [] },
        ...{ tier: null, messages: [], clipped: [], earnings: [] },
      },
      fiscal: { number: String(sequence), time: at },
      tenders: [],
      postings: [
        { memberId: member, wallet: 'main', account: 'issued', lotId, points: -3 },
        { memberId: member, wallet: 'main', account: 'available', lotId, points: 3 },
      ],
      lots: [
        {
          ...{ id: lotId, memberId: member, wallet: 'main', earnedAt: at, activeAt: at, expiresAt },
          ...{ points: 3, remaining: 0 },
        },
      ],
    },
  };
}

export type Batch = { readonly previousHead: string; readonly operations: JournalEntry[] };

/** A till's journal cut into pushes as large as the protocol allows, or smaller. */
export function batchesOf(operations: readonly Operation[], genesis: string, most = 500): Batch[] {
  const batches: Batch[] = [];
  let head = genesis;
  let batch: { previousHead: string; operations: JournalEntry[] } = { previousHead: head, operations: [] };
  let bytes = 0;
  for (const operation of operations) {
    const payload = canonicalJson(operation);
    const hash = chainHash(head, payload);
    const size = Buffer.byteLength(JSON.stringify({ sequence: operation.sequence, payload, hash }));
    if (batch.operations.length === most || bytes + size > PUSH_MAX_BYTES) {
      batches.push(batch);
      batch = { previousHead: head, operations: [] };
      bytes = 0;
    }
    batch.operations.push({ sequence: operation.sequence, payload, hash });
    bytes += size;
    head = hash;
  }
  if (batch.operations.length > 0) batches.push(batch);
  return batches;
}
