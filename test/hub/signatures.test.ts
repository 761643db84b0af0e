import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hubTimeHeader, requestSignatureText, signatureHeaders } from '../../src/contracts/signature-text.ts';
import { createNonceMemory, SIGNATURE_WINDOW_MS } from '../../src/shared/nonce-memory.ts';
import { makeTillKeys, signerOf } from '../../src/sync/keys.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, type TestTill } from './support/till.ts';

type Change = {
  readonly till?: string;
  readonly key?: string;
  readonly timeMs?: number;
  readonly nonce?: string;
  readonly signedTarget?: string;
};
const target = '/v1/pull?stream=config&cursor=0&limit=10';

/** A pull signed as the till would, with something changed. */
async function pull(shop: Shop, till: TestTill, change: Change = {}) {
  const timeMs = change.timeMs ?? Date.now();
  const nonce = change.nonce ?? randomBytes(16).toString('hex');
  const bodySha256 = createHash('sha256').digest('hex');
  const text = requestSignatureText({
    method: 'GET',
    target: change.signedTarget ?? target,
    bodySha256,
    timeMs,
    nonce,
  });
  const response = await fetch(new URL(target, shop.url()), {
    headers: {
      [signatureHeaders.till]: change.till ?? 't1',
      [signatureHeaders.time]: String(timeMs),
      [signatureHeaders.nonce]: nonce,
      [signatureHeaders.signature]: signerOf(change.key ?? till.keys.privateKeyPem).sign(text),
    },
  });
  const body = (await response.json()) as { code?: string };
  return { status: response.status, code: body.code ?? null, response };
}

describe('a signed request', () => {
  it('is taken once; forged, foreign, expired and replayed ones are refused', async () => {
    const shop = await openShop({ publish: false });
    const till = await openTill(shop, 't1');
    await openTill(shop, 't2');
    const nonce = 'a'.repeat(32);
    expect(await pull(shop, till, { nonce })).toMatchObject({ status: 200, code: null });
    expect(await pull(shop, till, { nonce })).toMatchObject({ status: 401, code: 'request-replayed' });
    expect(await pull(shop, till, { key: makeTillKeys().privateKeyPem })).toMatchObject({
      code: 'signature-refused',
    });
    expect(await pull(shop, till, { till: 't2' })).toMatchObject({ code: 'signature-refused' });
    expect(await pull(shop, till, { till: 'nobody' })).toMatchObject({ code: 'signature-refused' });
    expect(await pull(shop, till, { signedTarget: '/v1/pull?stream=members' })).toMatchObject({
      code: 'signature-refused',
    });
    for (const timeMs of [Date.now() - SIGNATURE_WINDOW_MS - 1000, Date.now() + SIGNATURE_WINDOW_MS + 1000]) {
      const expired = await pull(shop, till, { timeMs });
      expect(expired).toMatchObject({ status: 401, code: 'request-expired' });
      expect(Math.abs(Number(expired.response.headers.get(hubTimeHeader)) - Date.now())).toBeLessThan(5000);
    }
  });

  it('taken before a restart is refused after it: no nonce that matters is forgotten', async () => {
    const shop = await openShop({ publish: false });
    const till = await openTill(shop, 't1');
    const timeMs = Date.now();
    const nonce = 'b'.repeat(32);
    expect(await pull(shop, till, { timeMs, nonce })).toMatchObject({ status: 200 });
    await shop.stopHub();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await shop.startHub();
    // A hub on SQLite takes nothing that was signed before it started; on PostgreSQL the nonces themselves are kept.
    const { status, code } = await pull(shop, till, { timeMs, nonce });
    expect([status, ['request-expired', 'request-replayed'].includes(code ?? '')]).toEqual([401, true]);
    expect(await pull(shop, till)).toMatchObject({ status: 200 });
  });

  it('without headers, or to an unknown address, is a problem document', async () => {
    const shop = await openShop({ publish: false });
    const unsigned = await fetch(new URL(target, shop.url()));
    expect(unsigned.headers.get('content-type')).toContain('application/problem+json');
    expect(await unsigned.json()).toMatchObject({ code: 'signature-refused', status: 401 });
    const lost = await fetch(new URL('/v1/nothing', shop.url()));
    expect([lost.status, await lost.json()]).toMatchObject([404, { code: 'not-found' }]);
  });
});

describe('the memory of nonces', () => {
  it('keeps a nonce for as long as its time would be accepted', () => {
    const memory = createNonceMemory(0);
    let nowMs = 10 * SIGNATURE_WINDOW_MS;
    const timeMs = nowMs + SIGNATURE_WINDOW_MS;
    expect(memory.take('t1', 'n', timeMs, nowMs)).toBe('fresh');
    for (; nowMs <= timeMs + SIGNATURE_WINDOW_MS; nowMs += 10_000) {
      expect(memory.take('t1', 'n', timeMs, nowMs)).toBe('used');
      memory.take('t1', `other ${nowMs}`, nowMs, nowMs);
    }
    expect(memory.take('t1', 'n', timeMs, nowMs)).toBe('expired');
    expect(memory.take('t2', 'n', nowMs, nowMs)).toBe('fresh');
  });
});
