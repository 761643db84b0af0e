import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { checkPack } from '../../../src/agent/pack-check.ts';
import type { PurchaseCoupons } from '../../../src/contracts/coupon.ts';
import type { EnrolResult, Operation, PurchaseBody, Stream } from '../../../src/contracts/sync.ts';
import type { TillHealth } from '../../../src/contracts/till-health.ts';
import { instantFromMs } from '../../../src/loyalty/ledger/instant.ts';
import { purchasePostings } from '../../../src/loyalty/ledger/purchase-postings.ts';
import { canonicalJson } from '../../../src/shared/canonical-json.ts';
import { openTillStore, type TillStore } from '../../../src/store/till-store.ts';
import { createSyncClient } from '../../../src/sync/client.ts';
import type { SyncClient, SyncStatus } from '../../../src/sync/client-parts.ts';
import { enrol } from '../../../src/sync/enrol.ts';
import { hubSigned, makeTillKeys, signerOf, type TillKeys } from '../../../src/sync/keys.ts';
import type { SyncTransport } from '../../../src/sync/ports.ts';
import { createHttpTransport } from '../../../src/sync/transport-http.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type MovableClock, movableClock, type Shop, silentLog } from './shop.ts';

const random = { bytes: (length: number) => randomBytes(length) };
/** Real timers, but no pause of a test is longer than this. */
const quickTimers = {
  after(delayMs: number, action: () => void) {
    const timer = setTimeout(action, Math.min(delayMs, 40));
    return () => clearTimeout(timer);
  },
};

export type TestTill = {
  readonly identity: EnrolResult;
  readonly keys: TillKeys;
  readonly clock: MovableClock;
  readonly store: TillStore;
  /** Its file. */
  readonly storePath: string;
  readonly transport: SyncTransport;
  readonly client: SyncClient;
  readonly statuses: SyncStatus[];
  readonly applied: Stream[];
  /** A confirmed purchase in the journal and the outbox. Returns the operation as it was written. */
  sell(sale: Sale): Operation;
};
export type Sale = {
  readonly member: string | null;
  readonly netMinor: number;
  readonly earned?: number;
  readonly spent?: number;
  /** Promotions that the quote says it applied. */
  readonly applied?: readonly string[];
  /** Coupons it makes and uses; its quote says the same unless told otherwise. */
  readonly coupons?: PurchaseCoupons;
  readonly quoteAgrees?: boolean;
  /** Leases it says it took its points from. */
  readonly leases?: PurchaseBody['leases'];
  /** What its quote says it rested on. */
  readonly seen?: PurchaseBody['seen'];
  /** By which it says it was quoted; 1 unless told otherwise. */
  readonly pack?: number;
};

/** A real till core enrolled at the shop's hub, talking to `hubUrl` (the hub itself, or a proxy before it). */
export async function openTill(
  shop: Pick<Shop, 'url' | 'enrolCode'>,
  id: string,
  options: {
    readonly hubUrl?: string;
    readonly clock?: MovableClock;
    readonly storePath?: string;
    readonly health?: () => TillHealth;
    /** Of the program that runs there. */
    readonly version?: string;
  } = {},
): Promise<TestTill> {
  const keys = makeTillKeys();
  const clock = options.clock ?? movableClock();
  const code = await shop.enrolCode(id);
  const enrolled = await enrol(shop.url(), code, keys.publicKey, {
    machine: 'test',
    version: options.version ?? '0',
    clock,
  });
  if (!enrolled.ok) throw new Error(enrolled.error.detail);
  const identity = enrolled.value;
  const storePath = options.storePath ?? join(temporaryFolder(), 'till.sqlite');
  const store = openTillStore(storePath, {
    clock,
    bootId: randomUUID(),
    isHubSigned: ({ text, keyId, signature }) => hubSigned(identity.hubKeys, keyId, text, signature),
    verifyPack: (pack) => checkPack(pack, { ...identity, hubUrl: shop.url() }, options.version),
  });
  store.identity.set({ ...identity, hubUrl: shop.url() });
  const transport = createHttpTransport({
    hubUrl: options.hubUrl ?? shop.url(),
    chain: identity.chain,
    till: identity.till,
    hubKeys: identity.hubKeys,
    signer: signerOf(keys.privateKeyPem),
    clock,
    random,
    timers: quickTimers,
    offsetMs: identity.hubTimeMs - clock.wallMs(),
    ...(options.health === undefined ? {} : { health: options.health }),
  });
  const statuses: SyncStatus[] = [];
  const applied: Stream[] = [];
  const client = createSyncClient({
    store: store.sync,
    transport,
    clock,
    random,
    timers: quickTimers,
    onStatus: (status) => statuses.push(status),
    onApplied: (stream) => applied.push(stream),
    log: silentLog,
  });
  onTestFinished(async () => {
    await client.stop();
    store.close();
  });
  const sell = (sale: Sale): Operation => writeSale(store, identity, clock, sale);
  return { identity, keys, clock, store, storePath, transport, client, statuses, applied, sell };
}

function writeSale(store: TillStore, identity: EnrolResult, clock: MovableClock, sale: Sale): Operation {
  return store.transaction((writer) => {
    const head = writer.journalHead();
    const sequence = head.sequence + 1;
    const id = randomUUID();
    const body = purchaseBody(store, identity, clock.wallMs(), { id, sequence, sale });
    const operation: Operation = {
      id,
      chain: identity.chain,
      store: identity.store,
      till: identity.till,
      epoch: head.epoch,
      sequence,
      at: new Date(clock.wallMs()).toISOString(),
      clock: { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs(), bootId: 'test', hubOffsetMs: null },
      pack: sale.pack ?? 1,
      kind: 'purchase',
      body,
    };
    writer.recordOperation(operation);
    writer.appendJournal(head, {
      operationId: id,
      memberId: sale.member,
      atMs: clock.wallMs(),
      payload: canonicalJson(operation),
      spent: sale.spent === undefined ? {} : { main: sale.spent },
    });
    return operation;
  });
}

function purchaseBody(
  store: TillStore,
  identity: EnrolResult,
  nowMs: number,
  { id, sequence, sale }: { id: string; sequence: number; sale: Sale },
): PurchaseBody {
  const { member, netMinor, earned = 0, spent = 0 } = sale;
  const { issued, used } = (sale.quoteAgrees !== false && sale.coupons) || { issued: [], used: [] };
  const purchaseId = `${identity.till}-${identity.epoch}-${sequence}`;
  const paidWithPoints = spent * 100;
  const grossMinor = netMinor + paidWithPoints;
  const lots = member === null ? [] : (store.member(member)?.record.lots ?? []);
  const ledger =
    member === null
      ? { postings: [], lots: [] }
      : purchasePostings({
          operationId: id,
          memberId: member,
          atMs: nowMs,
          redeemed: { main: spent },
          earned: { main: earned },
          lots: lots.map((lot) => ({ ...lot, memberId: member })),
          wallets: [{ id: 'main', activateAfterDays: 0, expireAfterDays: 365 }],
        });
  const at = instantFromMs(Math.floor(nowMs));
  const line = {
    sku: 'bread',
    name: 'Хлеб',
    category: '',
    brand: '',
    tags: [],
    flags: [],
    quantity: 1,
    price: grossMinor,
  };
  return {
    purchaseId,
    member,
    receipt: {
      purchaseId,
      at,
      store: identity.store,
      till: identity.till,
      lines: [{ id: '1', ...line }],
      coupons: [],
      rewards: [],
    },
    quote: {
      purchaseId,
      pack: sale.pack ?? 1,
      lines: [
        {
          id: '1',
          gross: grossMinor,
          discounts: [],
          paidWithPoints,
          net: netMinor,
          earned: { main: earned },
          split: [],
        },
      ],
      totals: { gross: grossMinor, discount: 0, paidWithPoints, net: netMinor, earned: { main: earned } },
      redeem: { wallet: 'main', asked: spent, points: spent, max: spent },
      applied: [
        ...(sale.applied ?? []).map((promotion) => ({ promotion, amount: 0, points: {} })),
        ...used.map(({ code }) => ({ promotion: 'with-coupon', amount: 0, points: {}, coupon: code })),
      ],
      rejected: [],
      rewards: [],
      gifts: [],
      coupons: issued.map(({ code: _code, ...told }) => ({ ...told, validDays: 14 })),
      stamps: [],
      clubs: [],
      tier: null,
      messages: [],
      clipped: [],
      earnings: [],
    },
    fiscal: { number: String(sequence), time: at },
    tenders: [],
    postings: ledger.postings,
    lots: ledger.lots,
    ...(sale.coupons === undefined ? {} : { coupons: sale.coupons }),
    ...(sale.leases === undefined ? {} : { leases: sale.leases }),
    ...(sale.seen === undefined ? {} : { seen: sale.seen }),
  };
}

/** Waits until `condition` holds; fails with its name after some seconds. */
export async function until(
  name: string,
  condition: () => boolean | Promise<boolean>,
  patienceMs = 10_000,
): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > endMs) throw new Error(`waited in vain until ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
