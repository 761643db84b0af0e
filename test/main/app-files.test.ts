import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileHandler, fileOfUrl } from '../../src/main/app-files.ts';

const outer = mkdtempSync(join(tmpdir(), 'kopilka-files-'));
afterAll(() => rmSync(outer, { recursive: true }));
const root = join(outer, 'renderer');
beforeAll(() => {
  mkdirSync(join(root, 'cashier'), { recursive: true });
  mkdirSync(join(outer, 'renderer-secret'));
  writeFileSync(join(outer, 'secret.json'), '{"secret":true}');
  writeFileSync(join(outer, 'renderer-secret/key.json'), '{"secret":true}');
  writeFileSync(join(root, 'cashier/index.html'), '<!doctype html>касса');
  writeFileSync(join(root, 'cashier/app-1a2b.js'), 'export {};');
  writeFileSync(join(root, 'cashier/notes.exe'), 'MZ');
  writeFileSync(join(root, 'cashier/имя файла.svg'), '<svg/>');
});

const get = (address: string, method = 'GET'): Promise<Response> =>
  createFileHandler(root)({ url: address, method } as Request);

describe('the files of kopilka://app', () => {
  it('are given with their type and a strict policy', async () => {
    const answer = await get('kopilka://app/cashier/index.html');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<!doctype html>касса');
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "frame-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('are found with a query, as a folder and by an encoded name', async () => {
    expect((await get('kopilka://app/cashier/app-1a2b.js?v=1#top')).headers.get('content-type')).toBe(
      'text/javascript; charset=utf-8',
    );
    expect(await (await get('kopilka://app/cashier/')).text()).toContain('касса');
    expect((await get(`kopilka://app/cashier/${encodeURIComponent('имя файла.svg')}`)).status).toBe(200);
  });

  it.each([
    'kopilka://app/../secret.json',
    'kopilka://app/cashier/../../secret.json',
    'kopilka://app/%2e%2e/secret.json',
    'kopilka://app/%2e%2e%2fsecret.json',
    'kopilka://app/..%2fsecret.json',
    'kopilka://app/cashier/..%2f..%2fsecret.json',
    'kopilka://app/..%5csecret.json',
    'kopilka://app/..\\secret.json',
    'kopilka://app//../secret.json',
    'kopilka://app/..%2frenderer-secret/key.json',
    `kopilka://app/${encodeURIComponent('/etc/hostname')}`,
    'kopilka://app/%252e%252e%252fsecret.json',
    'kopilka://app/cashier/index.html%00.js',
    'kopilka://app/C:%2fWindows%2fwin.ini',
    'kopilka://app/%E0%A4%A',
    'kopilka://other/cashier/index.html',
    'kopilka://user@app/cashier/index.html',
    'file:///etc/hostname',
    'nonsense',
  ])('never lead out of their folder: %s', async (address) => {
    const answer = await get(address);
    expect([403, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain('secret');
    const file = fileOfUrl(root, address);
    expect(file === null || file.startsWith(`${root}/`)).toBe(true);
  });

  it.each(['..%5csecret.json', 'C:%2fWindows%2fwin.ini', 'cashier/index.html%00.js'])(
    'are never named by what only Windows or C read otherwise: %s',
    (path) => {
      expect(fileOfUrl(root, `kopilka://app/${path}`)).toBeNull();
    },
  );

  it('refuse what is no file of a window, and what is not reading', async () => {
    expect((await get('kopilka://app/cashier/notes.exe')).status).toBe(404);
    expect((await get('kopilka://app/cashier/absent.js')).status).toBe(404);
    expect((await get('kopilka://app/')).status).toBe(404);
    expect((await get('kopilka://app/cashier/index.html', 'POST')).status).toBe(405);
    const head = await get('kopilka://app/cashier/index.html', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
