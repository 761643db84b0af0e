import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Goods } from '../../src/contracts/goods.ts';
import type { Pack } from '../../src/contracts/pack.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import type { Change, MemberRecord, PullResult, Stream, TillConfigRecord } from '../../src/contracts/sync.ts';
import type { Clock } from '../../src/shared/ports.ts';
import type { SealPin } from '../../src/store/seal-pins.ts';
import { openTillStore, type TillStore } from '../../src/store/till-store.ts';
import { bareMember } from './bare-member.ts';
import { pointsProgram } from './points-program.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { acceptGoodSignature, dayMs, handClock, noonMs } from './till-pieces.ts';

export const identity = {
  chain: 'demo',
  store: 'S1',
  till: 'T1',
  epoch: 1,
  hubKeys: [{ id: 'k1', publicKey: 'AAAA' }],
  phoneKey: 'cGhvbmUta2V5',
  hubTimeMs: noonMs,
  hubUrl: 'http://127.0.0.1:1',
};

export const tillConfig: TillConfigRecord = {
  chainName: 'Копилка',
  storeName: 'На Лесной',
  tillName: 'Касса 1',
  language: 'ru',
  balanceUrl: 'https://kopilka.test/c/{member}',
  offline: { maxPoints: 300, sharePercent: 50, maxBalanceAgeHours: 72, maxHours: 24 },
  recogniser: null,
};

export const testProgram = pointsProgram('demo', {
  tiers: [
    { id: 'bronze', name: { ru: 'Бронза', en: 'Bronze' }, from: 0, earnPercent: 3 },
    { id: 'silver', name: { ru: 'Серебро', en: 'Silver' }, from: 3_000_000, earnPercent: 5 },
  ],
  promotions: [
    {
      id: 'milk-20',
      name: { ru: 'Молоко −20 %', en: 'Milk −20 %' },
      then: [{ type: 'percentOff', percent: 20, of: { category: ['dairy'] } }],
    },
  ],
});

/** A pack in the form the hub sends; `good` is the only signature that test tills accept. */
export function testPack(
  number: number,
  program: ProgramInput = testProgram,
  activateAtMs = noonMs - dayMs,
): Pack {
  const text = JSON.stringify(program);
  const manifest = {
    chain: 'demo',
    number,
    program: 'demo',
    programSha256: createHash('sha256').update(text).digest('hex'),
    activateAt: new Date(activateAtMs).toISOString(),
    publishedAt: new Date(activateAtMs).toISOString(),
  };
  return { manifest: JSON.stringify(manifest), signature: 'good', keyId: 'k1', program: text };
}

export function memberRecord(id: string, more: Partial<MemberRecord> = {}): MemberRecord {
  return {
    ...{ ...bareMember, id, firstName: 'Анна', cards: [`card-${id}`], tier: 'silver' },
    ...{ spendMinor: 3_500_000, purchases: 12, joinedAt: '2025-01-10', lots: [] },
    ...more,
  };
}

/** A lot of active points. */
export const pointsLot = (id: string, points: number, more: Partial<MemberRecord['lots'][number]> = {}) => ({
  id,
  wallet: 'main',
  earnedAt: new Date(noonMs - 10 * dayMs).toISOString(),
  activeAt: new Date(noonMs - 10 * dayMs).toISOString(),
  expiresAt: new Date(noonMs + 200 * dayMs).toISOString(),
  points,
  remaining: points,
  ...more,
});

export const milk: Goods = {
  sku: '4600000000015',
  barcodes: ['4600000000015'],
  name: 'Молоко 3,2 %',
  category: 'dairy/milk',
  brand: 'Лужок',
  tags: [],
  priceMinor: 8990,
  vat: '10',
  minPriceMinor: null,
  flags: [],
  weighed: false,
};

/** One page of a stream that is read to its end. */
export function page(
  stream: Stream,
  bodies: readonly (readonly [key: string, body: unknown])[],
  more: Partial<PullResult> = {},
): PullResult {
  const changes: Change[] = bodies.map(([key, body], index) => ({ cursor: index + 1, key, body }));
  return {
    stream,
    changes,
    cursor: changes.length,
    more: false,
    appliedSequence: 0,
    hubTimeMs: noonMs,
    ...more,
  };
}

export type StoreSetup = {
  readonly path?: string;
  readonly clock?: Clock;
  readonly bootId?: string;
  readonly sealPin?: SealPin;
};

/** A real store file in a folder of its own, closed when the test is over. */
export function openTestStore(setup: StoreSetup = {}): { store: TillStore; path: string } {
  const path = setup.path ?? join(temporaryFolder(), 'till.db');
  const store = openTillStore(path, {
    clock: setup.clock ?? handClock(),
    bootId: setup.bootId ?? 'boot-1',
    verifyPack: acceptGoodSignature,
    sealPin: setup.sealPin,
  });
  let open = true;
  const { close } = store;
  const closeOnce = (): void => {
    if (open) close();
    open = false;
  };
  onTestFinished(closeOnce);
  return { store: { ...store, close: closeOnce }, path };
}

/** The store of an enrolled till with program 1 and one contact with the hub just now. */
export function stockedStore(
  members: readonly MemberRecord[],
  setup: StoreSetup = {},
): { store: TillStore; path: string } {
  const opened = openTestStore(setup);
  const clock = setup.clock ?? handClock();
  const { store } = opened;
  store.identity.set(identity);
  store.sync.apply(page('config', [['till', tillConfig]]));
  store.sync.apply(page('packs', [['1', testPack(1)]]));
  store.sync.apply(
    page(
      'members',
      members.map((member) => [member.id, member]),
    ),
  );
  store.sync.recordContact({
    hubTimeMs: clock.wallMs(),
    wallMs: clock.wallMs(),
    monotonicMs: clock.monotonicMs(),
  });
  return opened;
}
