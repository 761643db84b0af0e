import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkPack } from '../../src/agent/pack-check.ts';
import type { PublishedPack } from '../../src/contracts/manage-packs.ts';
import { openTillStore } from '../../src/store/till-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { kopilka } from './support/kopilka.ts';
import { program } from './support/program.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, until as untilWithin } from './support/till.ts';

const until = (name: string, condition: () => Promise<boolean> | boolean): Promise<void> =>
  untilWithin(name, condition, 30_000);
const packs = async (shop: Shop): Promise<PublishedPack[]> =>
  ((await shop.manage('GET', '/v1/manage/packs')).body as { packs: PublishedPack[] }).packs;
const hourMs = 3_600_000;
const at = (shop: Shop, hours: number): string =>
  new Date(Math.round(shop.clock.wallMs() + hours * hourMs)).toISOString();
const named = (id: string) => ({ program: { ...program, id } });

it('a program waits for a second person where the chain says so, and one person may still go back', async () => {
  const shop = await openShop();
  const { body: added } = await shop.manage('POST', '/v1/manage/tokens', { name: 'olga', role: 'manager' });
  const { token: olga } = added as { token: string };
  await shop.manage('PATCH', '/v1/manage/settings', { packs: { secondPerson: true } });
  expect(await shop.manage('POST', '/v1/manage/programs', named('winter'))).toMatchObject({
    status: 409,
    body: { code: 'second-person' },
  });
  const wrong = await shop.manage('POST', '/v1/manage/drafts', { program: { ...program, tiers: 'none' } });
  expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid-program' } });
  const { body } = await shop.manage('POST', '/v1/manage/drafts', named('winter'));
  const { id } = (body as { draft: { id: string } }).draft;
  const approve = (token?: string) => shop.manage('POST', `/v1/manage/drafts/${id}/approve`, {}, token);
  expect(await approve()).toMatchObject({ status: 409, body: { code: 'second-person' } });
  expect((await packs(shop)).length).toBe(1);
  expect(await approve(olga)).toMatchObject({
    status: 200,
    body: { pack: { number: 2, program: 'winter', author: 'owner', approvedBy: 'olga', state: 'active' } },
  });
  expect(await approve(olga)).toMatchObject({ status: 404 });
  expect(await shop.manage('POST', '/v1/manage/packs/2/revoke', {}, olga)).toMatchObject({
    body: { pack: { number: 3, program: 'demo', author: 'olga' } },
  });
  const hub = ['--hub', shop.url(), '--token', shop.token];
  await shop.manage('POST', '/v1/manage/drafts', named('spring'), olga);
  const [draft = ''] = (await kopilka('hub', 'draft', 'list', ...hub)).out.split(' ');
  expect((await kopilka('hub', 'draft', 'approve', draft, ...hub)).out).toContain('Pack 4 of program spring');
  expect((await kopilka('hub', 'packs', ...hub)).out).toContain('by olga, approved by owner');
  await shop.manage('POST', '/v1/manage/drafts', named('summer'));
  const [other = ''] = (await kopilka('hub', 'draft', 'list', ...hub)).out.split(' ');
  expect((await kopilka('hub', 'draft', 'drop', other, ...hub)).code).toBe(0);
  expect((await kopilka('hub', 'draft', 'list', ...hub)).out).toContain('No program waits');
  expect((await kopilka('hub', 'settings', '--second-person', 'off', ...hub)).out).toContain(
    'second-person   off: one person publishes alone',
  );
}, 120_000);

it('a canary is for its stores alone, tills say what they keep, and going on makes it everyone’s', async () => {
  const shop = await openShop();
  const first = await openTill(shop, 't1');
  const elsewhere = {
    ...shop,
    enrolCode: async (till: string) => {
      const { body } = await shop.manage('POST', '/v1/manage/enrol-codes', { store: 's2', till });
      return (body as { code: string }).code;
    },
  };
  const second = await openTill(elsewhere, 't2');
  for (const { client } of [first, second]) client.start();
  await until('both keep pack 1', async () => (await packs(shop))[0]?.staged === 2);
  const canary = await shop.manage('POST', '/v1/manage/programs', {
    ...named('winter'),
    stores: ['s1', 's9'],
  });
  expect(canary.body).toMatchObject({
    pack: { number: 2, stores: ['s1', 's9'], state: 'active', tills: 1 },
    warnings: [{ path: 'stores', message: 'В магазине s9 нет касс.' }],
  });
  await until('the canary is at its till', async () => (await packs(shop))[1]?.staged === 1);
  expect(first.store.packs.activeAt(Date.now())?.program.id).toBe('winter');
  // The base holds elsewhere, and is what the hub itself works with.
  expect((await packs(shop)).map(({ number, state }) => `${number} ${state}`)).toEqual([
    '1 active',
    '2 active',
  ]);
  second.client.poke();
  await second.client.stop();
  expect(second.store.packs.byNumber(2)).toBeNull();
  second.client.start();
  await shop.manage('POST', '/v1/manage/packs/2/republish', {});
  await until('everyone has it', async () => (await packs(shop))[2]?.staged === 2);
  expect(second.store.packs.activeAt(Date.now())?.manifest).toMatchObject({ number: 3, program: 'winter' });
  expect((await packs(shop)).map(({ state }) => state)).toEqual(['superseded', 'superseded', 'active']);
  expect((await shop.manage('GET', '/v1/manage/tills')).body).toMatchObject({
    tills: [
      { id: 't1', stagedPack: 3 },
      { id: 't2', stagedPack: 3 },
    ],
  });
}, 120_000);

it('a pack ends by itself, also at a till that hears of nothing, and what was before it holds again', async () => {
  const shop = await openShop({ publish: false });
  const publish = (more: object) =>
    shop.manage('POST', '/v1/manage/programs', { ...named('party'), ...more });
  expect((await publish({ endsAt: at(shop, 2) })).status).toBe(422);
  await shop.manage('POST', '/v1/manage/programs', named('base'));
  expect((await publish({ activateAt: at(shop, 3), endsAt: at(shop, 2) })).status).toBe(422);
  const { body } = await publish({ activateAt: at(shop, 1), endsAt: at(shop, 2) });
  expect(body).toMatchObject({ pack: { number: 2, state: 'scheduled' }, warnings: [] });
  const till = await openTill(shop, 't1');
  till.client.start();
  await until('both are staged', async () => (await packs(shop))[1]?.staged === 1);
  await till.client.stop();
  const usedIn = (hours: number) => till.store.packs.activeAt(Date.now() + hours * hourMs)?.program.id;
  expect([usedIn(0), usedIn(1.5), usedIn(2.5)]).toEqual(['base', 'party', 'base']);
  shop.clock.skewMs = 2.5 * hourMs;
  expect((await packs(shop)).map(({ state }) => state)).toEqual(['active', 'ended']);

  await shop.manage('PATCH', '/v1/manage/settings', { packs: { needEnds: true } });
  const offer = {
    id: 'ten',
    name: { ru: 'Десять', en: 'Ten' },
    then: [{ type: 'percentOff', percent: 10, of: {} }],
  };
  const with_ = (promotion: object) => publish({ program: { ...program, promotions: [promotion] } });
  expect(await with_(offer)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'promotions[0]', message: expect.stringContaining('«ten»') }] },
  });
  const bounded = { ...offer, when: { to: '2099-01-01T00:00' }, limit: { perMember: 3 } };
  expect((await with_(bounded)).status).toBe(200);
}, 120_000);

it('a till that is too old keeps what it has and says its version; after its update it uses the pack it kept', async () => {
  const shop = await openShop();
  const health = (version: string) => () =>
    ({ mode: 'online', backlog: 0, clockOffsetMs: 0, pack: 1, version }) as const;
  const old = await openTill(shop, 't1', { version: '0.1.0', health: health('0.1.0') });
  const young = await openTill(shop, 't2', { version: '0.2.0', health: health('0.2.0') });
  for (const { client } of [old, young]) client.start();
  await until('both keep pack 1', async () => (await packs(shop))[0]?.staged === 2);
  await shop.manage('PATCH', '/v1/manage/settings', { language: 'ru' });
  const wrong = { ...named('winter'), leastAgent: '2' };
  expect(await shop.manage('POST', '/v1/manage/programs', wrong)).toMatchObject({ status: 422 });
  const answer = await shop.manage('POST', '/v1/manage/programs', {
    ...named('winter'),
    leastAgent: '0.2.0',
  });
  expect(answer.body).toMatchObject({
    pack: { number: 2, leastAgent: '0.2.0', tooOld: 1 },
    warnings: [{ path: 'leastAgent', message: expect.stringContaining('У кассы t1 версия 0.1.0') }],
  });
  await until('the young one keeps it', async () => (await packs(shop))[1]?.staged === 1);
  await until('the old one has it too', () => old.store.packs.forLater() !== null);
  expect(old.store.packs.forLater()).toMatchObject({ number: 2, leastAgent: '0.2.0' });
  expect(old.store.packs.activeAt(Date.now())?.manifest.number).toBe(1);
  expect(old.store.sync.stagedPack()).toBe(1);
  expect(old.store.quarantine.count()).toBe(0);
  expect((await shop.manage('GET', '/v1/manage/tills')).body).toMatchObject({
    tills: [
      { id: 't1', stagedPack: 1, version: '0.1.0' },
      { id: 't2', stagedPack: 2, version: '0.2.0' },
    ],
  });
  const hub = ['--hub', shop.url(), '--token', shop.token];
  expect((await kopilka('hub', 'packs', ...hub)).out).toContain(
    'tills from 0.2.0  at 1 of 2 tills  1 too old',
  );
  // A number that was seen is never taken twice, nor a lower one in its place.
  await old.client.stop();
  old.store.close();
  const updated = openTillStore(old.storePath, {
    clock: old.clock,
    bootId: 'updated',
    verifyPack: (pack) => checkPack(pack, { ...old.identity, hubUrl: shop.url() }, '0.2.0'),
  });
  onTestFinished(() => updated.close());
  expect(updated.packs.activeAt(Date.now())?.program.id).toBe('winter');
  expect([updated.packs.forLater(), updated.sync.stagedPack()]).toEqual([null, 2]);
  // What a program asks of tills goes with it.
  await shop.manage('POST', '/v1/manage/packs/2/revoke', {});
  const back = await shop.manage('POST', '/v1/manage/packs/2/republish', {});
  expect(back.body).toMatchObject({ pack: { number: 4, leastAgent: '0.2.0' } });
}, 120_000);

it('a pack that was taken back reads so for ever, and nothing brings it back by itself', async () => {
  const shop = await openShop();
  const states = async () =>
    (await packs(shop)).map(({ number, program: id, state }) => `${number} ${id} ${state}`);
  const post = (path: string, body: object = {}) => shop.manage('POST', `/v1/manage/${path}`, body);
  await post('programs', named('wrong'));
  await post('packs/2/revoke');
  expect(await states()).toEqual(['1 demo superseded', '2 wrong revoked', '3 demo active']);
  expect(await post('packs/2/revoke')).toMatchObject({ status: 422 });
  await post('programs', named('worse'));
  await post('packs/4/revoke');
  // Before it stood the program of pack 3, not the one that had been taken back.
  expect((await states()).slice(3)).toEqual(['4 worse revoked', '5 demo active']);
  await post('programs', { ...named('later'), activateAt: at(shop, 5) });
  await post('packs/6/revoke');
  expect((await states()).slice(5)).toEqual(['6 later revoked', '7 demo active']);
  const hub = ['--hub', shop.url(), '--token', shop.token];
  expect((await kopilka('hub', 'packs', ...hub)).out).toContain('6  revoked');
}, 120_000);

it('a cap of one till names promotions of the program, and stands where a chain asks for caps', async () => {
  const shop = await openShop();
  await shop.manage('PATCH', '/v1/manage/settings', { packs: { needEnds: true } });
  const offer = {
    id: 'ten',
    name: { ru: 'Десять', en: 'Ten' },
    when: { to: '2099-01-01T00:00' },
    then: [{ type: 'percentOff', percent: 10, of: {} }],
  };
  const request = (tillCaps: object) =>
    shop.manage('POST', '/v1/manage/programs', { program: { ...program, promotions: [offer] }, tillCaps });
  expect(await request({})).toMatchObject({ status: 422, body: { code: 'invalid-program' } });
  expect(await request({ ten: 5, twelve: 1 })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'tillCaps.twelve', message: expect.stringContaining('«twelve»') }] },
  });
  expect(await request({ ten: 0 })).toMatchObject({ status: 422 });
  expect((await request({ ten: 5 })).body).toMatchObject({ pack: { number: 2, tillCaps: { ten: 5 } } });
  const file = join(temporaryFolder(), 'program.json');
  writeFileSync(file, JSON.stringify({ ...program, promotions: [offer] }));
  const hub = ['--hub', shop.url(), '--token', shop.token];
  expect((await kopilka('hub', 'publish', file, '--till-caps', 'ten', ...hub)).code).toBe(2);
  await kopilka('hub', 'publish', file, '--till-caps', 'ten=7', '--least-agent', '0.1.0', ...hub);
  expect((await kopilka('hub', 'packs', ...hub)).out).toContain('caps per till ten=7  tills from 0.1.0');
}, 120_000);
