import { randomBytes } from 'node:crypto';
import { memberSchema } from '../../src/contracts/member.ts';
import { programSchema } from '../../src/contracts/program.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { type JournalEntry, type Operation, PUSH_MAX_BYTES } from '../../src/contracts/sync.ts';
import { chainHash } from '../../src/hub/ledger/chain-hash.ts';
import { systemClock } from '../../src/hub/system-ports.ts';
import { purchasePostings } from '../../src/loyalty/ledger/purchase-postings.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { quote } from '../../src/loyalty/quote.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { uuidV7 } from '../../src/shared/ids.ts';

export type BenchTill = {
  readonly chain: string;
  readonly store: string;
  readonly till: string;
  readonly epoch: number;
};

const wallets = [{ id: 'main', activateAfterDays: 0, expireAfterDays: 365 }];
const random = { bytes: (length: number) => randomBytes(length) };
const goods = [
  { sku: '4600000000011', name: 'Хлеб бородинский, 400 г', category: 'bakery/bread', price: 8900 },
  { sku: '4600000000028', name: 'Молоко 3,2 %, 930 мл', category: 'dairy/milk', price: 10_990 },
  { sku: '4600000000035', name: 'Сыр российский, 200 г', category: 'dairy/cheese', price: 24_900 },
];

/** The program the tills sell by: points by tier, a percent off one category, points on another. */
export const benchProgram = {
  schema: 1,
  id: 'bench',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  locales: ['ru', 'en'],
  wallets: [
    {
      ...{ id: 'main', name: { ru: 'баллы', en: 'points' }, scale: 0, value: 100, expireAfterDays: 365 },
      redeem: { maxShare: 50, minPayable: 1 },
    },
  ],
  tiers: [
    { id: 'bronze', name: { ru: 'Бронза', en: 'Bronze' }, from: 0, earnPercent: 3 },
    { id: 'silver', name: { ru: 'Серебро', en: 'Silver' }, from: 100_000_000, earnPercent: 5 },
  ],
  tierRule: { by: 'spend', windowDays: 365 },
  promotions: [],
} as const;
const compiled = compileProgram(programSchema.parse(benchProgram), 1);

/** A sale of three lines to a member, quoted by the engine: what a shop's usual receipt weighs. */
export function saleOf(owner: BenchTill, sequence: number, memberId: string): Operation {
  const id = uuidV7(systemClock, random);
  const purchaseId = `${owner.till}-${sequence}`;
  const wallMs = Math.floor(systemClock.wallMs());
  const at = new Date(wallMs).toISOString();
  const lines = goods.map((one, index) => ({
    ...{ id: String(index + 1), ...one, brand: '', tags: [], quantity: 1, flags: [] },
  }));
  const receipt = { purchaseId, at, store: owner.store, till: owner.till, lines, coupons: [], rewards: [] };
  const member = { id: memberId, tier: 'bronze' };
  const made = quote(compiled, memberSchema.parse(member), receipt, quoteContextSchema.parse({}));
  const ledger = purchasePostings({
    ...{ operationId: id, memberId, atMs: wallMs, redeemed: {}, earned: made.totals.earned },
    ...{ lots: [], wallets },
  });
  return {
    ...{ id, ...owner, sequence, at, pack: 1, kind: 'purchase' },
    clock: { wallMs, monotonicMs: 1, bootId: 'bench', hubOffsetMs: 0 },
    body: {
      ...{ purchaseId, member: memberId, receipt, quote: made },
      fiscal: { number: String(sequence), time: at },
      tenders: [],
      ...ledger,
      seen: { member: { tier: member.tier } },
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
