import { expect, it } from 'vitest';
import type { Pack } from '../../src/contracts/pack.ts';
import { programSchema } from '../../src/contracts/program.ts';
import type { PullResult } from '../../src/contracts/sync.ts';
import { buildPack } from '../../src/hub/packs/build-pack.ts';
import { makePrivateKeyPem, signingKeyOf } from '../../src/hub/secrets/ed25519.ts';
import { readSecrets } from '../../src/hub/secrets/secret-files.ts';
import { seededNumbers } from '../support/seeded-numbers.ts';
import { program } from './support/program.ts';
import { openShop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

/** With every change three hundred forgeries; at night ten thousand. */
const forgeries = Number(process.env.KOPILKA_FORGED_PACKS ?? 300);
const seed = Number(process.env.KOPILKA_PROPERTY_SEED ?? Date.now() % 1_000_000);
const signal = new AbortController().signal;
const hourMs = 3_600_000;

/** The till is handed a pack as a page of its stream; whether it took it. */
function offer(till: TestTill, pack: Pack, key: number): boolean {
  const cursor = till.store.sync.cursor('packs') + 1;
  const page: PullResult = {
    ...{ stream: 'packs', cursor, more: false, appliedSequence: 0, hubTimeMs: Date.now() },
    changes: [{ cursor, key: String(key), body: pack }],
  };
  return till.store.sync.apply(page).quarantined === 0;
}

/** One character of a text is another one. */
function spoilt(text: string, at: number, by: number): string {
  const index = Math.floor(at * text.length);
  const changed = String.fromCharCode(33 + Math.floor(by * 90));
  return `${text.slice(0, index)}${changed === text[index] ? ' ' : changed}${text.slice(index + 1)}`;
}

it('a till keeps its program whatever is forged, older, over or foreign', { timeout: 600_000 }, async () => {
  const shop = await openShop();
  const till = await openTill(shop, 't1');
  till.client.start();
  const second = await shop.manage('POST', '/v1/manage/programs', { program: { ...program, id: 'winter' } });
  expect(second.status).toBe(200);
  await until('pack 2 is there', () => till.store.packs.byNumber(2) !== null);
  const pulled = await till.transport.pull({ stream: 'packs', cursor: 0, limit: 10 }, signal);
  if (!pulled.ok) throw new Error(pulled.error.detail);
  await till.client.stop();
  const genuine = pulled.value.changes.at(-1)?.body as Pack;
  const key = readSecrets(shop.dataDir).signingKey;
  const parsed = programSchema.parse({ ...program, id: 'spring' });
  const made = (number: number, more: object = {}, chain = 'bakery', by = key): Pack => {
    const times = { activateAtMs: Date.now() - 2 * hourMs, publishedAtMs: Date.now() - 2 * hourMs };
    const {
      manifest,
      signature,
      keyId,
      program: text,
    } = buildPack(chain, number, parsed, { ...times, ...more }, by);
    return { manifest, signature, keyId, program: text };
  };

  // Forged: a good pack of the next number with one character or bit changed anywhere.
  const chance = seededNumbers(seed);
  const next = made(3);
  for (let count = 0; count < forgeries; count += 1) {
    const field = chance.pick(['manifest', 'program', 'keyId', 'signature'] as const);
    const [at, by] = [chance.next(), chance.next()];
    const bytes = Buffer.from(next.signature, 'base64');
    bytes[Math.floor(at * bytes.length)] =
      (bytes[Math.floor(at * bytes.length)] ?? 0) ^ (1 << Math.floor(by * 8));
    const text = field === 'signature' ? bytes.toString('base64') : spoilt(next[field], at, by);
    expect([field, text, offer(till, { ...next, [field]: text }, 3)]).toEqual([field, text, false]);
  }
  const stranger = signingKeyOf(key.id, makePrivateKeyPem());
  expect(offer(till, made(3, {}, 'bakery', stranger), 3)).toBe(false);
  // Foreign: of another chain, though signed with this hub's key; for another store.
  expect(offer(till, made(3, {}, 'grocery'), 3)).toBe(false);
  expect(offer(till, made(3, { stores: ['s2'] }), 3)).toBe(false);
  // Older, or another one under a number that was seen.
  expect(offer(till, made(1), 1)).toBe(false);
  expect(offer(till, made(2), 2)).toBe(false);
  expect(offer(till, genuine, 2)).toBe(true);
  expect(till.store.packs.activeAt(Date.now())?.manifest).toMatchObject({ number: 2, program: 'winter' });

  // Over: it is a good pack that nobody sells by any more.
  expect(offer(till, made(3, { endsAtMs: Date.now() - hourMs }), 3)).toBe(true);
  expect(till.store.packs.activeAt(Date.now() - 1.5 * hourMs)?.manifest.number).toBe(3);
  expect(till.store.packs.activeAt(Date.now())?.manifest).toMatchObject({ number: 2, program: 'winter' });
});
