import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { kopilka } from './support/kopilka.ts';
import { program } from './support/program.ts';
import { openShop } from './support/shop.ts';

describe('the commands of the hub', () => {
  it('make a chain and print the token once', async () => {
    const data = temporaryFolder();
    const made = await kopilka('hub', 'init', '--data', data, '--chain', 'Anna & Co.', '--json');
    expect(JSON.parse(made.out)).toMatchObject({
      chain: 'anna-co',
      managerToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    const again = await kopilka('hub', 'init', '--data', data, '--chain', 'Other');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('holds a chain already');
  });

  it('publish a program, and say what is wrong with one', async () => {
    const shop = await openShop({ publish: false });
    const folder = temporaryFolder();
    const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
    writeFileSync(good, JSON.stringify(program));
    writeFileSync(bad, JSON.stringify({ ...program, currency: 'roubles' }));
    const hub = ['--hub', shop.url(), '--token', shop.token];
    const published = await kopilka('hub', 'publish', good, ...hub, '--json');
    expect(published.code).toBe(0);
    expect(JSON.parse(published.out)).toMatchObject({ pack: { number: 1, program: 'demo', active: true } });
    const refused = await kopilka('hub', 'publish', bad, ...hub);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('currency');
    expect((await kopilka('hub', 'publish', good, ...hub, '--at', 'tomorrow')).code).toBe(2);
    expect((await kopilka('hub', 'publish', good, '--hub', shop.url(), '--token', 'x'.repeat(43))).code).toBe(
      1,
    );
  });

  it('list packs, take one back and go back to an earlier one', async () => {
    const shop = await openShop();
    const hub = ['--hub', shop.url(), '--token', shop.token];
    await shop.manage('POST', '/v1/manage/programs', { program: { ...program, id: 'wrong' } });
    expect((await kopilka('hub', 'revoke', '2', ...hub)).out).toContain(
      'Pack 3 of program demo is published',
    );
    expect((await kopilka('hub', 'rollback', '2', ...hub)).out).toContain('Pack 4 of program wrong');
    const lines = (await kopilka('hub', 'packs', ...hub)).out.trim().split('\n');
    expect(lines.map((line) => line.trim().split(/\s+/).slice(0, 2).join(' '))).toEqual([
      '1 superseded',
      '2 revoked',
      '3 superseded',
      '4 active',
    ]);
    expect((await kopilka('hub', 'revoke', 'two', ...hub)).code).toBe(2);
    expect(await kopilka('hub', 'rollback', '77', ...hub)).toMatchObject({ code: 1 });
  });

  it('back a chain up and restore it', async () => {
    const shop = await openShop();
    const folder = temporaryFolder();
    const [to, data] = [join(folder, 'backup'), join(folder, 'hub')];
    expect((await kopilka('hub', 'backup', '--data', shop.dataDir, '--to', to)).code).toBe(0);
    const restored = await kopilka('hub', 'restore', '--from', to, '--data', data, '--json');
    expect(JSON.parse(restored.out)).toMatchObject({
      chain: 'bakery',
      pack: { number: 1002 },
      droppedPacks: [],
    });
    const again = await kopilka('hub', 'restore', '--from', to, '--data', data);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('holds a chain already') });
  });

  it('give a code for a till', async () => {
    const shop = await openShop({ publish: false });
    const made = await kopilka(
      ...[
        'hub',
        'enrol-code',
        '--store',
        's1',
        '--till',
        't7',
        '--hub',
        shop.url(),
        '--token',
        shop.token,
        '--json',
      ],
    );
    expect(JSON.parse(made.out)).toMatchObject({
      store: 's1',
      till: 't7',
      code: expect.stringMatching(/^\w{8}$/),
    });
  });

  it('load members from a file of a Russian spreadsheet and keep the refused rows with reasons', async () => {
    const shop = await openShop();
    const file = join(temporaryFolder(), 'members.csv');
    const rows = [
      'phone;cards;firstName;spend;points:main',
      '8 912 000-11-22;31|32;Клара, мл.;12 000,50;70',
      '12345;;Ошибка;;',
    ];
    // "Клара" in windows-1251, as a spreadsheet in Russian writes it.
    const bytes = Buffer.concat(
      [...rows.join('\r\n')].map((letter) => {
        const code = letter.codePointAt(0) ?? 0;
        return Buffer.from([code < 128 ? code : code - 0x410 + 0xc0]);
      }),
    );
    writeFileSync(file, bytes);
    const hub = ['--hub', shop.url(), '--token', shop.token, '--json'];
    const wrong = await kopilka('hub', 'import', 'members', file, ...hub);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('utf-8');
    const loaded = await kopilka('hub', 'import', 'members', file, ...hub, '--encoding', 'windows-1251');
    const refusedFile = `${file}.refused.csv`;
    expect(JSON.parse(loaded.out)).toEqual({ read: 2, accepted: 1, refused: 1, refusedFile });
    expect(readFileSync(refusedFile, 'utf8')).toContain('Ошибка');
    expect(readFileSync(refusedFile, 'utf8')).toContain('phone: This is not a phone number that exists.');
    const { body } = await shop.manage('POST', '/v1/manage/members', { rows: [{ id: 'x', cards: ['31'] }] });
    expect(body).toMatchObject({ refused: [{ code: 'card-taken' }] });
  });

  it('refuse a column they do not know rather than lose it', async () => {
    const file = join(temporaryFolder(), 'goods.csv');
    writeFileSync(file, 'sku,name,cost\n1,Хлеб,59\n');
    const answer = await kopilka(
      'hub',
      'import',
      'goods',
      file,
      '--token',
      'x',
      '--hub',
      'http://127.0.0.1:9',
    );
    expect(answer.code).toBe(2);
    expect(answer.err).toContain('Unknown column cost');
    expect(existsSync(`${file}.refused.csv`)).toBe(false);
  });

  it('name the column of a refused cell, and say in a sentence that a file is missing', async () => {
    const shop = await openShop({ publish: false });
    const file = join(temporaryFolder(), 'goods.csv');
    writeFileSync(file, 'sku,name,price\n1,Хлеб,дорого\n');
    const hub = ['--hub', shop.url(), '--token', shop.token];
    expect((await kopilka('hub', 'import', 'goods', file, ...hub)).code).toBe(1);
    expect(readFileSync(`${file}.refused.csv`, 'utf8')).toContain('"price: ');
    const missing = await kopilka('hub', 'import', 'members', join(temporaryFolder(), 'none.csv'), ...hub);
    expect(missing.code).toBe(1);
    expect(missing.err.trim().split('\n')).toHaveLength(1);
    expect(missing.err).toContain('cannot be read. Check the path.');
  });

  it('load more goods than one batch holds', async () => {
    const shop = await openShop({ publish: false });
    const file = join(temporaryFolder(), 'goods.csv');
    const lines = Array.from({ length: 4500 }, (_, index) => `${index},Товар ${index},${index},да`);
    writeFileSync(file, `\ufeffsku,name,price,weighed\n${lines.join('\n')}\n`);
    const hub = ['--hub', shop.url(), '--token', shop.token, '--json'];
    const loaded = await kopilka('hub', 'import', 'goods', file, ...hub);
    expect(JSON.parse(loaded.out)).toEqual({ read: 4500, accepted: 4500, refused: 0, refusedFile: null });
    expect(loaded.code).toBe(0);
  });
});
