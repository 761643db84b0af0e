import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { GENESIS_HASH } from '../../../../src/contracts/sync.ts';
import { openSqliteHub } from '../../../../src/hub/open-hub-database.ts';
import type { HubDatabase } from '../../../../src/hub/store/hub-database.ts';
import type {
  HubStore,
  NewChain,
  PushChanges,
  PushQuery,
  PushState,
} from '../../../../src/hub/store/hub-store.ts';
import type { ConnectionEvents } from '../../../../src/hub/store/postgres/connect.ts';
import {
  createPostgresChain,
  openPostgresHub,
} from '../../../../src/hub/store/postgres/open-postgres-hub.ts';
import type { MemberChange, MemberCore, TillRecord } from '../../../../src/hub/store/records.ts';
import { createSqliteChain } from '../../../../src/hub/store/sqlite/open-sqlite-hub-store.ts';
import { defined } from '../../../../src/shared/assert.ts';
import { bareMember } from '../../../support/bare-member.ts';
import { freshDatabase } from '../../../support/postgres.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** An instant of hub time at which every test begins. */
export const startMs = Date.parse('2026-11-22T08:00:00Z');
const instant = '2026-11-22T08:00:00.000Z';

export const newChain = (): NewChain => ({
  id: 'c1',
  name: 'Chain',
  config: {
    language: 'en',
    balanceUrl: null,
    offline: { maxPoints: 0, sharePercent: 0, maxBalanceAgeHours: 72, maxHours: 24 },
    recogniser: null,
    phoneCountry: 'RU',
  },
  stores: [{ id: 's1', name: 'First' }],
  signingKey: { id: 'k1', publicKey: randomUUID() },
  managerToken: { hash: 'owner-hash', name: 'owner', role: 'owner' },
  nowMs: startMs,
});

/** A new chain on each of the databases; it is closed when the test ends. */
export const databases = {
  async SQLite(): Promise<HubDatabase> {
    const folder = temporaryFolder();
    createSqliteChain(join(folder, 'hub.sqlite'), newChain());
    return closing(defined(openSqliteHub(folder), 'a chain that was made'));
  },
  PostgreSQL: (): Promise<HubDatabase> => openPostgresChain(),
} as const;

export async function openPostgresChain(
  options: { readonly memberPartitions?: number; readonly events?: ConnectionEvents } = {},
): Promise<HubDatabase & { readonly url: string }> {
  const url = await freshDatabase(defined(inject('postgresServer'), 'a run with PostgreSQL'));
  const chain = newChain();
  await createPostgresChain(url, chain, options.memberPartitions);
  const opened = await openPostgresHub(url, chain.signingKey.publicKey, options.events);
  return { ...closing(defined(opened, 'a chain that was made')), url };
}

function closing(database: HubDatabase): HubDatabase {
  onTestFinished(() => database.store.close());
  return database;
}

/** Enrols a till at store s1. */
export async function enrolTill(store: HubStore, tillId: string, afterEpoch = 0): Promise<TillRecord | null> {
  const selector = `S${tillId}`;
  const code = { selector, codeHash: 'h', tillId, expiresAtMs: startMs + 60_000, triesLeft: 5 };
  const place = { storeId: 's1', storeName: null, tillId, tillName: null };
  await store.addEnrolCode(place, () => code, startMs);
  const machine = { publicKey: `key of ${tillId}`, machine: 'm', version: '1', afterEpoch, nowMs: startMs };
  return store.takeEnrolCode(selector, () => 'right', machine);
}

export const coreOf = (id: string, more: Partial<MemberCore> = {}): MemberCore => ({
  ...bareMember,
  ...{ id, firstName: `Name of ${id}`, tier: null, tierGranted: null, joinedAt: '2026-01-01' },
  ...more,
});

/** What a sale of 100 that earns some points changes: one lot, two legs, its spend. */
export function earning(core: MemberCore, operationId: string, points: number, atMs = startMs): MemberChange {
  const lotId = `${operationId}:main`;
  const leg = { memberId: core.id, wallet: 'main', lotId };
  return {
    core,
    lots: [
      {
        ...{ id: lotId, memberId: core.id, wallet: 'main', earnedAt: instant, activeAt: instant },
        ...{ expiresAt: '2027-11-22T08:00:00.000Z', points, remaining: points },
      },
    ],
    spend: [{ operationId, atMs, spendMinor: 10_000, purchases: 1 }],
    postings: [
      {
        operationId,
        legs: [
          { ...leg, account: 'issued', points: -points },
          { ...leg, account: 'available', points },
        ],
      },
    ],
  };
}

export async function importAll(store: HubStore, cores: readonly MemberCore[]): Promise<void> {
  await store.importMembers(
    {
      ids: cores.map(({ id }) => id),
      phoneHashes: cores.flatMap(({ phoneHash }) => phoneHash ?? []),
      cards: cores.flatMap(({ cards }) => cards),
      spendSinceMs: 0,
    },
    () => ({
      upserts: cores.map((core) => ({
        change: { core, lots: [], spend: [], postings: [] },
        phone: null,
        formerPhoneHash: null,
      })),
      answer: null,
    }),
  );
}

/** As much of a purchase as the stores themselves read of one. */
const sale = JSON.stringify({
  kind: 'purchase',
  at: instant,
  body: { member: null, purchaseId: 'p', quote: { totals: { net: 100 } } },
});

const nothing: Omit<PushChanges, 'head' | 'headSequence'> = {
  ...{ uses: new Map(), coupons: new Map(), enrolments: [], audit: [], purchases: [], returns: [] },
  ...{ operations: [], members: [], leases: new Map(), stopped: [] },
};

/** One operation of a till; `decide` says what it does to members, coupons and so on. Answers what `decide` was shown. */
export async function pushOne(
  store: HubStore,
  tillId: string,
  sequence: number,
  options: {
    readonly query?: Partial<PushQuery>;
    readonly operationId?: string;
    readonly payload?: string;
    readonly verdict?: 'applied' | 'refused';
    readonly decide?: (state: PushState, operationId: string) => Partial<PushChanges>;
  } = {},
): Promise<PushState> {
  const { operationId = randomUUID(), verdict = 'applied' } = options;
  const hash = `${tillId}-${sequence}`;
  const query: PushQuery = {
    ...{ tillId, epoch: 1, fromSequence: sequence - 1, toSequence: sequence, operationIds: [operationId] },
    ...{ memberIds: [], leaseIds: [], phoneHashes: [], cards: [], purchaseOperations: [], couponKeys: [] },
    ...{ spendSinceMs: 0, nowMs: startMs + sequence },
    ...options.query,
  };
  return store.applyPush(query, (state) => ({
    answer: state,
    changes: {
      ...nothing,
      ...{ head: hash, headSequence: sequence },
      operations: [
        {
          ...{
            sequence,
            hash,
            verdict,
            operationId,
            payload: options.payload ?? sale,
            packable: verdict === 'applied' ? { member: null } : null,
          },
          ...(verdict === 'applied' ? { code: null, detail: null } : { code: 'invalid', detail: 'why' }),
        },
      ],
      ...options.decide?.(state, operationId),
    },
  }));
}

export const genesis = GENESIS_HASH;
