import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GENESIS_HASH, SYNC_PROTOCOL } from '../../src/contracts/sync.ts';
import { chainHash } from '../../src/hub/ledger/chain-hash.ts';
import { tablesWith } from '../support/postgres.ts';
import { kopilka } from './support/kopilka.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

const card = '2000000000017';
/** Files, or tables, of the hub that still hold the card's number. */
const tracesAtHub = async ({ dataDir, postgres }: Shop): Promise<string[]> =>
  postgres === undefined
    ? readdirSync(dataDir).filter(
        (name) => name.startsWith('hub.sqlite') && readFileSync(join(dataDir, name)).includes(card),
      )
    : tablesWith(postgres, card);

describe('erasing a member', () => {
  it('overwrites a refused operation that names the card, whatever it is', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    const payload = `no JSON, but ${card}`;
    const entry = { sequence: 1, payload, hash: chainHash(GENESIS_HASH, payload) };
    const pushed = await till.transport.push(
      { protocol: SYNC_PROTOCOL, epoch: 1, previousHead: GENESIS_HASH, operations: [entry], leasesHeld: [] },
      new AbortController().signal,
    );
    expect(pushed).toMatchObject({
      ok: true,
      value: { verdicts: [{ verdict: 'refused', code: 'unreadable' }] },
    });
    expect(await tracesAtHub(shop)).not.toEqual([]);
    expect((await shop.manage('DELETE', '/v1/manage/members/anna')).status).toBe(200);
    expect(await tracesAtHub(shop)).toEqual([]);
  });

  it('voids coupons nobody used and forgets whose they were', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.client.start();
    await until('the member is there', () => till.store.memberCount() === 2);
    const issued = {
      code: 'NEXT-1111-2222-3333',
      series: 'next',
      promotion: 'next',
      validUntil: '2030-01-01',
    };
    till.sell({ member: 'anna', netMinor: 1000, coupons: { issued: [issued], used: [] } });
    till.client.poke();
    await until('the sale is at the hub', () => till.store.backlog().count === 0);
    const coupon = async () => (await shop.manage('GET', `/v1/manage/coupons/${issued.code}`)).body;
    expect(await coupon()).toMatchObject({ state: 'valid', member: 'anna' });
    await shop.manage('DELETE', '/v1/manage/members/anna');
    expect(await coupon()).toMatchObject({ state: 'void', member: null });
  });

  it('cannot be undone by loading the same file of members again', async () => {
    const shop = await openShop();
    await shop.manage('DELETE', '/v1/manage/members/anna');
    const again = await shop.manage('POST', '/v1/manage/members', {
      rows: [{ id: 'anna', firstName: 'Анна' }],
    });
    expect(again.body).toMatchObject({ accepted: 0, refused: [{ row: 0, code: 'erased' }] });
    expect((await shop.member('anna')).record.firstName).toBeNull();
  });

  it('is for owners and managers, and for members there are', async () => {
    const shop = await openShop();
    const { body } = await shop.manage('POST', '/v1/manage/tokens', { name: 'crm', role: 'integrator' });
    const { token } = body as { token: string };
    expect((await shop.manage('DELETE', '/v1/manage/members/anna', undefined, token)).status).toBe(403);
    expect(await shop.manage('DELETE', '/v1/manage/members/nobody')).toMatchObject({
      body: { code: 'unknown-member' },
    });
    const access = ['--hub', shop.url(), '--token', shop.token];
    expect(await kopilka('hub', 'erase', 'anna', ...access)).toMatchObject({ code: 1 });
    expect((await shop.member('anna')).record.firstName).toBe('Анна');
    expect((await kopilka('hub', 'erase', 'anna', '--yes', ...access)).out).toContain(
      'every till has forgotten',
    );
    expect((await kopilka('hub', 'erasures', ...access)).out).toContain('anna');
  });
});
