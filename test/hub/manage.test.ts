import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { initChain } from '../../src/hub/init-chain.ts';
import { HubStartFailure, startHub } from '../../src/hub/start-hub.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openShop, silentLog } from './support/shop.ts';

const goods = {
  sku: 'bread',
  barcodes: ['4600000000015'],
  name: 'Хлеб',
  category: 'bakery',
  brand: '',
  tags: [],
  priceMinor: 5900,
  vat: '10',
  minPriceMinor: null,
  flags: [],
  weighed: false,
};

describe('a chain', () => {
  it('is made once, with secrets that only their owner reads', async () => {
    const dataDir = temporaryFolder();
    expect(initChain(dataDir, { id: 'bakery', name: 'B' })).toMatchObject({ ok: true });
    expect(initChain(dataDir, { id: 'bakery', name: 'B' })).toMatchObject({ ok: false });
    for (const file of ['hub-1.pem', 'phone.key']) {
      expect(statSync(join(dataDir, 'secrets', file)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(join(dataDir, 'secrets')).mode & 0o777).toBe(0o700);
    expect(initChain(temporaryFolder(), { id: 'две', name: 'B' })).toMatchObject({ ok: false });
  });

  it('that is missing, or a port that is taken, is a clear sentence', async () => {
    const options = { port: 0, host: '127.0.0.1', log: silentLog };
    await expect(startHub({ ...options, dataDir: temporaryFolder() })).rejects.toThrow(HubStartFailure);
    const shop = await openShop({ publish: false });
    const port = Number(new URL(shop.url()).port);
    const second = temporaryFolder();
    initChain(second, { id: 'bakery', name: 'B' });
    await expect(startHub({ ...options, port, dataDir: second })).rejects.toThrow(/Port \d+ is taken/);
  });
});

describe('the management calls', () => {
  it('load members and say of each refused row why', async () => {
    const shop = await openShop();
    const rows = [
      { id: 'clara', phone: '8 (912) 000-11-22', cards: ['5'], tier: 'silver', points: { main: 70 } },
      { phone: '+7 912 345-67-89', id: 'dora' },
      { id: 'emma', cards: ['2000000000017'] },
      { id: 'fred', phone: '123-45' },
      { id: 'gina', cards: ['6'], points: { gold: 5 } },
      { id: 'hans', cards: ['7'], tier: 'platinum' },
      { firstName: 'Nobody' },
      { id: 'ivan', cards: ['8'], spendMinor: -1 },
      { id: 'jane', cards: ['5'] },
    ];
    const { body } = await shop.manage('POST', '/v1/manage/members', { rows });
    const { accepted, refused } = body as { accepted: number; refused: { row: number; code: string }[] };
    expect(accepted).toBe(1);
    expect(refused.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '1 phone-taken',
      '2 card-taken',
      '3 bad-phone',
      '4 unknown-wallet',
      '5 unknown-tier',
      '6 invalid',
      '7 invalid',
      '8 card-taken',
    ]);
    expect(await shop.member('clara')).toMatchObject({
      record: { tier: 'silver', phoneLast4: '1122' },
      wallets: { main: { balance: 70, spendable: 70 } },
      postingsSum: { main: 0 },
    });
  });

  it('give opening points once however often a file is loaded', async () => {
    const shop = await openShop();
    const clara = {
      phone: '+79120001122',
      firstName: 'Clara',
      points: { main: 70 },
      spendMinor: 100,
      purchases: 2,
    };
    await shop.manage('POST', '/v1/manage/members', { rows: [{ ...clara, id: 'clara' }] });
    for (let load = 0; load < 2; load++) {
      const { body } = await shop.manage('POST', '/v1/manage/members', { rows: [clara] });
      expect(body).toEqual({ accepted: 1, refused: [] });
    }
    expect(await shop.member('clara')).toMatchObject({
      record: { spendMinor: 100, purchases: 2 },
      wallets: { main: { balance: 70 } },
      operations: 1,
    });
    const again = await shop.manage('POST', '/v1/manage/members', {
      rows: [{ phone: '+7 912 000 11 22', cards: ['55'], id: 'other' }],
    });
    expect(again.body).toMatchObject({ refused: [{ code: 'phone-taken' }] });
    const cards = await shop.manage('POST', '/v1/manage/members', {
      rows: [{ phone: '+79120001122', cards: ['55'] }],
    });
    expect(cards.body).toMatchObject({ accepted: 1, refused: [] });
    const clash = await shop.manage('POST', '/v1/manage/members', { rows: [{ id: 'x', cards: ['55'] }] });
    expect(clash.body).toMatchObject({ refused: [{ code: 'card-taken' }] });
  });

  it('never take two people for one because of a shared card', async () => {
    const shop = await openShop();
    const anna = { cards: ['2000000000017'] };
    const rows = [
      { ...anna, phone: '+7 912 000-11-22', firstName: 'Анна' },
      { ...anna, firstName: 'Мария' },
      { ...anna, firstName: 'анна', segments: ['vip'] },
      { cards: ['2000000000024'], phone: '+7 912 000-11-33', firstName: 'Борис' },
      { cards: ['2000000000024'], phone: '+7 912 000-11-44' },
    ];
    const { body } = await shop.manage('POST', '/v1/manage/members', { rows });
    const { accepted, refused } = body as { accepted: number; refused: { row: number; code: string }[] };
    expect(refused.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '0 card-taken',
      '1 card-taken',
      '4 card-taken',
    ]);
    expect(accepted).toBe(2);
    expect(await shop.member('anna')).toMatchObject({
      record: { firstName: 'анна', phoneLast4: '6789', segments: ['vip'] },
    });
    expect(await shop.member('boris')).toMatchObject({ record: { firstName: 'Борис', phoneLast4: '1133' } });
  });

  it('read NDJSON line by line and refuse a broken line alone', async () => {
    const shop = await openShop({ publish: false });
    const response = await fetch(new URL('/v1/manage/goods', shop.url()), {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.token}`, 'content-type': 'application/x-ndjson' },
      body: `${JSON.stringify(goods)}\n{"sku":\n${JSON.stringify({ ...goods, sku: 'milk', priceMinor: 1.5 })}\n`,
    });
    expect(await response.json()).toMatchObject({
      accepted: 1,
      refused: [
        { row: 1, code: 'malformed-json' },
        { row: 2, code: 'invalid', reason: expect.stringContaining('priceMinor') },
      ],
    });
  });

  it('refuse what is too large, malformed, unknown or of a strange type, each with its problem', async () => {
    const shop = await openShop({ publish: false });
    const send = async (path: string, body: string, type = 'application/json') => {
      const response = await fetch(new URL(path, shop.url()), {
        method: 'POST',
        headers: { authorization: `Bearer ${shop.token}`, 'content-type': type },
        body,
      });
      const problem = (await response.json()) as { code: string; cashierText: string };
      expect(problem.cashierText).not.toBe('');
      return `${response.status} ${problem.code}`;
    };
    expect(await send('/v1/manage/enrol-codes', '{"store":')).toBe('400 malformed-json');
    expect(await send('/v1/manage/enrol-codes', '{"store":"s1","till":"t1","extra":1}')).toBe('422 invalid');
    expect(await send('/v1/manage/enrol-codes', 'store=s1', 'application/x-www-form-urlencoded')).toBe(
      '415 wrong-media-type',
    );
    expect(await send('/v1/manage/enrol-codes', `"${'x'.repeat(70_000)}"`)).toBe('413 too-large');
    expect(await send('/v1/manage/programs', '{"program":{"schema":2}}')).toBe('422 invalid-program');
    expect(await send('/v1/enrol', `"${'x'.repeat(5000)}"`)).toBe('413 too-large');
    const tooMany = JSON.stringify({ rows: Array.from({ length: 5001 }, () => ({})) });
    expect(await send('/v1/manage/members', tooMany)).toBe('422 invalid');
    const missing = await shop.manage('GET', '/v1/manage/members/nobody');
    expect(missing).toMatchObject({ status: 404, body: { code: 'unknown-member' } });
  });

  it('tell the health without a token', async () => {
    const shop = await openShop({ publish: false });
    const response = await fetch(new URL('/v1/health', shop.url()));
    expect(await response.json()).toMatchObject({ status: 'ok', chain: 'bakery' });
  });
});
