import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SignedIn } from '../../../src/contracts/console.ts';
import { initChain } from '../../../src/hub/init-chain.ts';
import { startHub } from '../../../src/hub/start-hub.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { openShop, type Shop, silentLog } from '../support/shop.ts';

async function tokenOf(shop: Shop, role: string): Promise<string> {
  const { body } = await shop.manage('POST', '/v1/manage/tokens', { name: `the-${role}`, role });
  return (body as { token: string }).token;
}

describe('the calls of the console', () => {
  it('say whose token it is, what it may do and how sums are shown', async () => {
    const shop = await openShop();
    const { status, body } = await shop.manage('GET', '/v1/manage/me');
    expect(status).toBe(200);
    const me = body as SignedIn;
    expect(me).toMatchObject({ role: 'owner', chain: { id: 'bakery', name: 'Булочные' }, currency: 'RUB' });
    expect(me.wallets.map(({ id }) => id)).toContain('main');
    expect(me.rights).toContain('change-tokens');
  });

  it('give each role its own rights, and refuse what a role may not', async () => {
    const shop = await openShop();
    for (const [role, reads, publishes] of [
      ['manager', 200, 422],
      ['integrator', 403, 403],
      ['cashier', 403, 403],
    ] as const) {
      const token = await tokenOf(shop, role);
      const { body } = await shop.manage('GET', '/v1/manage/me', undefined, token);
      expect(body).toMatchObject({ name: `the-${role}`, role });
      expect((body as SignedIn).rights.includes('publish')).toBe(publishes === 422);
      expect((await shop.manage('GET', '/v1/manage/packs/1', undefined, token)).status).toBe(reads);
      expect((await shop.manage('POST', '/v1/manage/drafts', { program: {} }, token)).status).toBe(publishes);
      const found = await shop.manage('POST', '/v1/manage/find-member', { text: 'anna' }, token);
      expect(found.status).toBe(200);
    }
    expect((await shop.manage('GET', '/v1/manage/me', undefined, 'x'.repeat(43))).status).toBe(401);
  });

  it('show a pack with its program, and say that there is none of another number', async () => {
    const shop = await openShop();
    const { body } = await shop.manage('GET', '/v1/manage/packs/1');
    expect(body).toMatchObject({ pack: { number: 1, state: 'active' }, program: { schema: 1 } });
    expect((await shop.manage('GET', '/v1/manage/packs/7')).status).toBe(404);
    expect((await shop.manage('GET', '/v1/manage/packs/some')).status).toBe(404);
  });

  it('find a member by id, card and phone in any spelling, and change nothing by it', async () => {
    const shop = await openShop();
    const before = await shop.member('anna');
    for (const [text, by] of [
      ['anna', 'id'],
      ['2000000000017', 'card'],
      ['8 912 345 67 89', 'phone'],
      ['+79123456789', 'phone'],
    ] as const) {
      const { status, body } = await shop.manage('POST', '/v1/manage/find-member', { text });
      expect([status, text]).toEqual([200, text]);
      expect(body).toMatchObject({ members: [{ id: 'anna', by, firstName: 'Анна', phoneLast4: '6789' }] });
    }
    const nobody = await shop.manage('POST', '/v1/manage/find-member', { text: 'nobody' });
    expect(nobody.body).toEqual({ members: [] });
    expect((await shop.manage('POST', '/v1/manage/find-member', { text: ' ' })).status).toBe(422);
    expect(await shop.member('anna')).toEqual(before);
  });
});

describe('the page of the console', () => {
  async function serve(windowsDir: string): Promise<string> {
    const dataDir = temporaryFolder();
    initChain(dataDir, { id: 'bakery', name: 'B' });
    const hub = await startHub({ dataDir, port: 0, host: '127.0.0.1', log: silentLog, windowsDir });
    onTestFinished(() => hub.close());
    return hub.consoleUrl ?? '';
  }

  it('comes with a policy that lets nothing in from elsewhere and nothing inline', async () => {
    const windows = temporaryFolder();
    for (const folder of ['console', 'assets', 'cashier']) mkdirSync(join(windows, folder));
    writeFileSync(join(windows, 'console/index.html'), '<!doctype html><title>console</title>');
    writeFileSync(join(windows, 'cashier/index.html'), '<!doctype html><title>cashier</title>');
    writeFileSync(join(windows, 'assets/a.js'), '1');
    const url = await serve(windows);
    for (const path of ['', '../assets/a.js']) {
      const answer = await fetch(new URL(path, url));
      expect(answer.status).toBe(200);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|data:|http/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    }
    const root = await fetch(new URL('/', url), { redirect: 'manual' });
    expect([root.status, root.headers.get('location')]).toEqual([302, '/console/']);
    for (const path of [
      '/cashier/',
      '/cashier/index.html',
      '/console/../cashier/index.html',
      '/console/%2e%2e/cashier/index.html',
    ]) {
      expect([path, (await fetch(new URL(path, url))).status]).toEqual([path, 404]);
    }
  });

  it('lets no page of another origin ask the hub with a token', async () => {
    const shop = await openShop();
    const preflight = await fetch(new URL('/v1/manage/me', shop.url()), {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.ok).toBe(false);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is not there where the windows were not built, and the hub serves its API all the same', async () => {
    const dataDir = temporaryFolder();
    initChain(dataDir, { id: 'bakery', name: 'B' });
    const hub = await startHub({
      dataDir,
      port: 0,
      host: '127.0.0.1',
      log: silentLog,
      windowsDir: join(dataDir, 'none'),
    });
    onTestFinished(() => hub.close());
    expect(hub.consoleUrl).toBeNull();
    expect((await fetch(`${hub.url}/v1/health`)).status).toBe(200);
    expect((await fetch(`${hub.url}/console/`)).status).toBe(404);
  });
});
