import { describe, expect, it } from 'vitest';
import { checkPack } from '../../src/agent/pack-check.ts';
import type { Pack } from '../../src/contracts/pack.ts';
import { programSchema } from '../../src/contracts/program.ts';
import { buildPack } from '../../src/hub/packs/build-pack.ts';
import { makePrivateKeyPem, signingKeyOf } from '../../src/hub/secrets/ed25519.ts';
import { verifyPack } from '../../src/sync/verify-pack.ts';
import { program } from './support/program.ts';
import { openShop, type Shop } from './support/shop.ts';
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

  it('for other stores is refused by a till of this one', () => {
    const identity = { chain: 'bakery', store: 's1', till: 't1', epoch: 1, hubKeys: keys, phoneKey: '' };
    const till = { ...identity, hubTimeMs: 0, hubUrl: 'http://127.0.0.1:1' };
    const packFor = (stores: readonly string[]): Pack => {
      const times = { activateAtMs: 1000, publishedAtMs: 500 };
      return buildPack('bakery', 3, parsed, { ...times, stores }, key);
    };
    expect(checkPack(packFor(['s1', 's2']), till).ok).toBe(true);
    expect(checkPack(packFor(['s2']), till)).toEqual({ ok: false, error: 'The pack is for other stores.' });
    const reaimed = packFor(['s2']);
    const forged = { ...reaimed, manifest: reaimed.manifest.replace('"s2"', '"s1"') };
    expect(checkPack(forged, till).ok).toBe(false);
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
    // In the language of the chain.
    expect(answer.body).toMatchObject({
      errors: [
        { path: 'promotions[0].when.tiers[0]', message: expect.stringMatching(/нет уровня «platinum»/) },
      ],
    });
    const { body } = await shop.manage('GET', '/v1/manage/packs');
    expect((body as { packs: unknown[] }).packs).toHaveLength(1);
  });

  it('says of a promotion that it is over before the program is in use', async () => {
    const shop = await openShop();
    const spring = {
      id: 'spring',
      name: { ru: 'Весна', en: 'Spring' },
      when: { to: '2020-01-01T00:00' },
      then: [{ type: 'percentOff', percent: 5 }],
    };
    const ended = { ...program, promotions: [spring] };
    const { body } = await shop.manage('POST', '/v1/manage/programs', { program: ended });
    expect(body).toMatchObject({
      warnings: [
        {
          path: 'promotions[0].when.to',
          message: expect.stringMatching(/последняя минута – 2020-01-01T00:00/),
        },
      ],
    });
  });

  it('published now says which scheduled one it overrides, with both numbers and times', async () => {
    const shop = await openShop();
    const activateAt = new Date(Date.now() + 3_600_000).toISOString();
    const publish = (id: string, at?: string) =>
      shop.manage('POST', '/v1/manage/programs', {
        program: { ...program, id },
        ...(at ? { activateAt: at } : {}),
      });
    await publish('winter', activateAt);
    const { body } = await publish('urgent');
    const { pack: urgent, warnings } = body as {
      pack: { activateAt: string };
      warnings: { path: string; message: string }[];
    };
    expect(warnings).toEqual([
      {
        path: 'activateAt',
        message:
          `Программа № 3, которая действует с ${urgent.activateAt}, заменяет № 2 (winter), ` +
          `что начиналась бы ${activateAt}: выпустите ту снова с её временем.`,
      },
    ]);
    const later = await publish('winter', activateAt);
    expect(later.body).toMatchObject({ pack: { number: 4, state: 'scheduled' }, warnings: [] });
    expect(await states(shop)).toEqual(['1 superseded', '2 superseded', '3 active', '4 scheduled']);
    shop.clock.skewMs = 7_200_000;
    expect(await states(shop)).toEqual(['1 superseded', '2 superseded', '3 superseded', '4 active']);
  });

  it('is taken back by a higher number with the older content', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.client.start();
    await shop.manage('POST', '/v1/manage/programs', { program: { ...program, id: 'wrong' } });
    await until('pack 2 is in use', () => till.store.packs.activeAt(Date.now())?.program.id === 'wrong');
    const revoked = await shop.manage('POST', '/v1/manage/packs/2/revoke', {});
    expect(revoked.body).toMatchObject({ pack: { number: 3, program: 'demo', state: 'active' } });
    await until('pack 3 is in use', () => till.store.packs.activeAt(Date.now())?.manifest.number === 3);
    expect(till.store.packs.activeAt(Date.now())?.program.id).toBe('demo');
    const again = await shop.manage('POST', '/v1/manage/packs/2/republish', {});
    expect(again.body).toMatchObject({ pack: { number: 4, program: 'wrong', state: 'active' } });
    expect((await shop.manage('POST', '/v1/manage/packs/3/revoke', {})).status).toBe(422);
    expect((await shop.manage('POST', '/v1/manage/packs/99/republish', {})).status).toBe(404);
  });

  it('that is scheduled and revoked never starts', async () => {
    const shop = await openShop();
    const activateAt = new Date(Date.now() + 3_600_000).toISOString();
    await shop.manage('POST', '/v1/manage/programs', { program: { ...program, id: 'winter' }, activateAt });
    const { body } = await shop.manage('POST', '/v1/manage/packs/2/revoke', {});
    expect(body).toMatchObject({ pack: { number: 3, program: 'demo' }, warnings: [{ path: 'activateAt' }] });
    shop.clock.skewMs = 7_200_000;
    expect(await states(shop)).toEqual(['1 superseded', '2 revoked', '3 active']);
    // What was taken back comes back by a person's word alone.
    expect((await shop.manage('POST', '/v1/manage/packs/3/revoke', {})).status).toBe(422);
    expect((await shop.manage('POST', '/v1/manage/packs/2/republish', {})).body).toMatchObject({
      pack: { number: 4, program: 'winter' },
    });
  });
});

async function states(shop: Shop): Promise<string[]> {
  const { body } = await shop.manage('GET', '/v1/manage/packs');
  return (body as { packs: { number: number; state: string }[] }).packs.map(
    (one) => `${one.number} ${one.state}`,
  );
}
