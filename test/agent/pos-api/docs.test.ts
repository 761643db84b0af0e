import { describe, expect, it } from 'vitest';
import { callTexts, templateOf } from '../../../src/agent/pos-api/call-texts.ts';
import { posExamples } from '../../../src/agent/pos-api/examples.ts';
import { posRoutes } from '../../../src/agent/pos-api/routes.ts';
import { openExampleShop } from '../../support/example-shop.ts';
import { rawCall, registerCall } from '../../support/pos-client.ts';
import { tillStatus, token } from '../../support/pos-server.ts';

describe('the examples of the documentation', () => {
  it('are all taken by the real API, one after the other, and answer what the documents say', async () => {
    const { till, port, print } = await openExampleShop();
    const routes = posRoutes({ checkout: till.checkout, status: () => tillStatus, print });
    const answers = new Map<string, Record<string, unknown>>();
    for (const { method, call, path, body } of posExamples) {
      const answer = await registerCall(port, token, method, path, body);
      expect([path, answer.status, answer.text.slice(0, 200)]).toEqual([path, 200, expect.any(String)]);
      const route = routes.find((one) => one.method === method && one.path === call);
      expect(route?.answer.safeParse(JSON.parse(answer.text)).success, path).toBe(true);
      answers.set(`${method} ${path.replace('/v1', '')}`, JSON.parse(answer.text));
    }
    const sale = (number: number, call = '/confirm') =>
      answers.get(`POST /receipts/S1-T1-000${number}${call}`);
    expect(sale(460, '/hold')).toMatchObject({ spendable: 450 });
    // Two tenders pay what the points have left.
    expect(sale(460)).toMatchObject({
      quote: { totals: { net: 15_000 }, redeem: { points: 50 } },
      coupons: [{ series: 'next' }],
    });
    expect(sale(461)).toMatchObject({ quote: { totals: { net: 8000 }, applied: [{ promotion: 'spring' }] } });
    expect(sale(462)).toMatchObject({
      quote: { tier: { reached: 'silver' }, stamps: [{ card: 'coffee', earned: 1 }] },
      member: { tier: { id: 'silver' } },
    });
    expect(sale(470)).toMatchObject({ quote: { totals: { earned: { gift: 1000 } } } });
    expect(sale(471)).toMatchObject({
      quote: { totals: { net: 50_000 } },
      member: { wallets: [{ balance: 0 }] },
    });
    expect(sale(480, '/approve')).toMatchObject({ member: 'irina' });
    expect(answers.get('POST /credits')).toMatchObject({ points: 100 });
    expect(till.store.backlog().count).toBeGreaterThan(8);
  });

  it('show every call of the router but the documents', async () => {
    const { paths } = await openExampleShop();
    const shown = new Set(posExamples.map(({ method, call }) => `${method} /v1${templateOf(call)}`));
    const missing = paths.filter((path) => !shown.has(path));
    expect(missing.sort()).toEqual(['GET /v1/docs', 'GET /v1/events', 'GET /v1/openapi.json']);
  });
});

describe('the documentation page', () => {
  const open = (port: number, headers: Record<string, string>, method = 'GET') =>
    rawCall(port, { method, path: '/v1/docs', headers });

  it('opens for a person who types its address, without a token, and can load and run nothing', async () => {
    const { port } = await openExampleShop('ru');
    const page = await open(port, { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' });
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).not.toMatch(/<script|src=|https?:\/\/(?!127\.0\.0\.1)[a-z]/i);
    for (const part of [
      'lang="ru"',
      'PUT /v1/receipts/{purchaseId}',
      'POST /v1/returns',
      'tenders-mismatch',
      'curl',
    ]) {
      expect(page.text).toContain(part);
    }
  });

  it('shows every address that the router knows, and the token file of this installation', async () => {
    const { port, paths } = await openExampleShop();
    const page = await open(port, { 'sec-fetch-site': 'none' });
    expect(paths.length).toBeGreaterThan(15);
    for (const path of paths) expect(page.text).toContain(`<code>${path}</code>`);
    expect(page.text).toContain("TOKEN=$(cat '/var/lib/kopilka/till/pos-token')");
  });

  it('has a text of its own for every address, and none for others', async () => {
    const { paths } = await openExampleShop();
    expect(Object.keys(callTexts).sort()).toEqual(paths.map((path) => path.replace('/v1', '')).sort());
  });

  it('speaks the language of the till alone', async () => {
    const words = async (language: 'ru' | 'en') => {
      const { port } = await openExampleShop(language);
      const page = await open(port, { 'sec-fetch-site': 'none' });
      return page.text.replace(/<style>.*?<\/style>|<pre>.*?<\/pre>|<code>.*?<\/code>|<[^>]+>/gs, ' ');
    };
    const latin = (await words('ru')).match(/[A-Za-z]{2,}/g) ?? [];
    const names =
      'POS API JSON OpenAPI Server-sent events Last-Event-ID scan member device sync pack open identify';
    expect(latin.filter((word) => !names.includes(word))).toEqual([]);
    expect(await words('en')).not.toMatch(/[а-яё]/i);
  });

  it.each([
    ['a link of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a script of another page', { origin: 'https://evil.test', 'sec-fetch-site': 'none' }],
    ['a name that was bound to this machine', { host: 'evil.test' }],
  ])('does not open for %s', async (_name, headers) => {
    const { port } = await openExampleShop();
    expect((await open(port, headers)).status).toBe(403);
  });

  it('opens nothing else beside it', async () => {
    const { port } = await openExampleShop();
    for (const path of ['/v1/docs/', '/v1/docs?x=1', '/v1/status', '/v1/openapi.json']) {
      const answer = await rawCall(port, { path, headers: { 'sec-fetch-site': 'none' } });
      expect([path, answer.status]).toEqual([path, 403]);
    }
    expect((await open(port, { 'sec-fetch-site': 'none' }, 'POST')).status).toBe(403);
  });
});
