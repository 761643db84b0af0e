import { createHash, randomUUID } from 'node:crypto';
import { type Checkout, createCheckout } from '../../src/checkout/checkout.ts';
import type { Pack, PackManifest } from '../../src/contracts/pack.ts';
import type { PosReceiptInput } from '../../src/contracts/pos-api.ts';
import { programSchema } from '../../src/contracts/program.ts';
import type { MemberRecord, PullResult, Stream } from '../../src/contracts/sync.ts';
import { demoRecogniserRules } from '../../src/drivers/recogniser/demo-rules.ts';
import { recognise } from '../../src/drivers/recogniser/recognise.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { systemRandom } from '../../src/drivers/system-random.ts';
import { epson } from '../../src/receipts/escpos/profiles/epson.ts';
import { err, ok } from '../../src/shared/result.ts';
import { openTillStore, type TillStore } from '../../src/store/till-store.ts';
import { bareMember } from '../../test/support/bare-member.ts';
import { pointsProgram } from '../../test/support/points-program.ts';

const dayMs = 86_400_000;
/** Members who buy: `m0` and so on. */
export const benchMembers = 1000;

/** 200 promotions, one to a category. */
export const benchProgram = pointsProgram('bench', {
  tiers: [
    { id: 'bronze', name: { ru: 'Бронза' }, from: 0, earnPercent: 3 },
    { id: 'silver', name: { ru: 'Серебро' }, from: 3_000_000, earnPercent: 5 },
  ],
  promotions: Array.from({ length: 200 }, (_, index) => ({
    id: `category-${index}`,
    name: { ru: `Акция ${index}` },
    then: [{ type: 'percentOff' as const, percent: 5 + (index % 20), of: { category: [`c${index}`] } }],
  })),
});

function pack(): Pack {
  const text = JSON.stringify(benchProgram);
  const manifest: PackManifest = {
    chain: 'bench',
    number: 1,
    program: 'bench',
    programSha256: createHash('sha256').update(text).digest('hex'),
    activateAt: new Date(systemClock.wallMs() - dayMs).toISOString(),
    publishedAt: new Date(systemClock.wallMs() - dayMs).toISOString(),
  };
  return { manifest: JSON.stringify(manifest), signature: '', keyId: 'k1', program: text };
}

/** A regular customer with ten lots of points. */
export function benchMember(index: number): MemberRecord {
  const earned = systemClock.wallMs() - 10 * dayMs;
  return {
    ...{ ...bareMember, id: `m${index}`, firstName: 'Анна', cards: [String(2_000_000_000_000 + index)] },
    ...{ tier: 'silver', spendMinor: 3_500_000, purchases: 12, joinedAt: '2025-01-10' },
    lots: Array.from({ length: 10 }, (_, lot) => ({
      id: `l${index}-${lot}`,
      wallet: 'main',
      earnedAt: new Date(earned).toISOString(),
      activeAt: new Date(earned).toISOString(),
      expiresAt: new Date(earned + (200 + lot) * dayMs).toISOString(),
      points: 1000,
      remaining: 1000,
    })),
  };
}

/** A page of a stream as the hub sends one. */
export function page(stream: Stream, bodies: readonly (readonly [string, unknown])[]): PullResult {
  return {
    stream,
    changes: bodies.map(([key, body], index) => ({ cursor: index + 1, key, body })),
    cursor: bodies.length,
    more: false,
    appliedSequence: 0,
    hubTimeMs: Math.round(systemClock.wallMs()),
  };
}

/** A till with 1000 members and 200 promotions in a real file, its slips going to a real queue. */
export function openBenchTill(path: string): { store: TillStore; checkout: Checkout } {
  const store = openTillStore(path, {
    clock: systemClock,
    bootId: randomUUID(),
    verifyPack: (one) =>
      ok({
        manifest: JSON.parse(one.manifest) as PackManifest,
        program: programSchema.parse(JSON.parse(one.program)),
      }),
  });
  const nowMs = Math.round(systemClock.wallMs());
  store.identity.set({
    chain: 'bench',
    store: 'S1',
    till: 'T1',
    epoch: 1,
    hubKeys: [{ id: 'k1', publicKey: 'AAAA' }],
    phoneKey: 'cGhvbmUta2V5',
    hubTimeMs: nowMs,
    hubUrl: 'http://127.0.0.1:1',
  });
  store.sync.apply(
    page('config', [
      [
        'till',
        {
          chainName: 'Копилка',
          storeName: 'На Лесной',
          tillName: 'Касса 1',
          language: 'ru',
          balanceUrl: 'https://kopilka.test/c/{member}',
          offline: { maxPoints: 300, sharePercent: 50, maxBalanceAgeHours: 72, maxHours: 24 },
          recogniser: null,
        },
      ],
    ]),
  );
  store.sync.apply(page('packs', [['1', pack()]]));
  store.sync.apply(
    page(
      'members',
      Array.from({ length: benchMembers }, (_, index) => [`m${index}`, benchMember(index)] as const),
    ),
  );
  store.sync.recordContact({ hubTimeMs: nowMs, wallMs: nowMs, monotonicMs: systemClock.monotonicMs() });
  const checkout = createCheckout({
    store,
    clock: systemClock,
    random: systemRandom,
    bootId: 'bench',
    mode: () => 'online',
    language: () => 'ru',
    recognise: (text, aim) => recognise({ text, aim }, demoRecogniserRules, { readPhone: () => null }),
    phoneHash: () => null,
    printing: () => ({ profile: epson, own: true }),
    askPurchase: async () => err('no hub in this bench'),
  });
  return { store, checkout };
}

/** A cart of so many different goods; two of three lines have a promotion. */
export const benchCart = (lines: number, index: number): PosReceiptInput => ({
  at: new Date(systemClock.wallMs()).toISOString(),
  member: `m${index % benchMembers}`,
  redeem: { wallet: 'main', points: 10 },
  lines: Array.from({ length: lines }, (_, line) => ({
    id: String(line + 1),
    sku: `sku-${line}`,
    name: `Молоко ультрапастеризованное № ${line}`,
    category: `c${(index + line * 7) % 300}`,
    quantity: 1 + (line % 3),
    price: 8990 + line * 10,
    vat: '10',
  })),
});
