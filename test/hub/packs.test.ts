import { describe, expect, it } from 'vitest';
import { programSchema } from '../../src/contracts/program.ts';
import type { Pack } from '../../src/contracts/sync.ts';
import { buildPack } from '../../src/hub/packs/build-pack.ts';
import { makePrivateKeyPem, signingKeyOf } from '../../src/hub/secrets/ed25519.ts';
import { verifyPack } from '../../src/sync/verify-pack.ts';
import { program } from './support/program.ts';
import { openShop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

const key = signingKeyOf('hub-1', makePrivateKeyPem());
const parsed = programSchema.parse(program);
const record = buildPack('bakery', 3, parsed, { activateAtMs: 1000, publishedAtMs: 500 }, key);
const pack: Pack = {
  manifest: record.manifest,
  signature: record.signature,
  keyId: record.keyId,
  program: record.program,
};
const keys = [{ id: key.id, publicKey: key.publicKey }];

describe('a pack', () => {
  it('of this hub and chain is taken', () => {
    const verified = verifyPack(pack, keys, 'bakery');
    expect(verified).toMatchObject({ ok: true, value: { manifest: { number: 3, program: 'demo' } } });
  });

  it.each([
    ['with another program', { ...pack, program: pack.program.replace('"bronze"', '"gold"') }],
    ['with another number', { ...pack, manifest: pack.manifest.replace('"number":3', '"number":4') }],
    ['with a damaged signature', { ...pack, signature: Buffer.alloc(64).toString('base64') }],
    ['with an empty signature', { ...pack, signature: '' }],
    ['of an unknown key', { ...pack, keyId: 'hub-2' }],
    [
      'of another hub',
      { ...pack, signature: signingKeyOf('hub-1', makePrivateKeyPem()).sign(pack.manifest) },
    ],
    ['whose manifest is no manifest', { ...pack, manifest: '{}', signature: key.sign('{}') }],
    ['whose manifest is no JSON', { ...pack, manifest: 'no', signature: key.sign('no') }],
  ])('%s is refused', (_what, changed) => {
    expect(changed).not.toEqual(pack);
    expect(verifyPack(changed, keys, 'bakery').ok).toBe(false);
  });

  it('of another chain is refused', () => {
    const verified = verifyPack(pack, keys, 'grocery');
    expect(verified).toMatchObject({ ok: false, error: expect.stringContaining('bakery') });
  });

  it('gets the next number, reaches the tills at once and is used from its time on', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.client.start();
    await until('pack 1 is there', () => till.store.packs.byNumber(1) !== null);
    const activateAt = new Date(Date.now() + 3_600_000).toISOString();
    const answer = await shop.manage('POST', '/v1/manage/programs', {
      program: { ...program, id: 'winter' },
      activateAt,
    });
    expect(answer.body).toMatchObject({ pack: { number: 2, program: 'winter', activateAt, active: false } });
    await until('pack 2 is there', () => till.store.packs.byNumber(2) !== null);
    expect(till.store.packs.activeAt(Date.now())?.manifest.number).toBe(1);
    expect(till.store.packs.activeAt(Date.now() + 3_600_001)?.manifest.number).toBe(2);
    const { body } = await shop.manage('GET', '/v1/manage/packs');
    expect(body).toMatchObject({
      packs: [
        { number: 1, active: true },
        { number: 2, active: false },
      ],
    });
  });

  it('that was superseded is not sent to a new till', async () => {
    const shop = await openShop();
    await shop.manage('POST', '/v1/manage/programs', { program: { ...program, id: 'winter' } });
    const till = await openTill(shop, 't1');
    till.client.start();
    await until('pack 2 is there', () => till.store.packs.byNumber(2) !== null);
    expect(till.store.packs.byNumber(1)).toBeNull();
  });

  it('is not made of a program with a missing tier, and nothing changes', async () => {
    const shop = await openShop();
    const broken = {
      ...program,
      promotions: [
        {
          id: 'vip',
          name: { ru: 'VIP', en: 'VIP' },
          when: { tiers: ['platinum'] },
          then: [{ type: 'percentOff', percent: 5, of: {} }],
        },
      ],
    };
    const answer = await shop.manage('POST', '/v1/manage/programs', { program: broken });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-program' } });
    expect(JSON.stringify(answer.body)).toContain('promotions[0].when.tiers[0]');
    const { body } = await shop.manage('GET', '/v1/manage/packs');
    expect((body as { packs: unknown[] }).packs).toHaveLength(1);
  });
});
