import { describe, expect, it } from 'vitest';
import { ENROL_CODE_LIFE_MS } from '../../src/hub/secrets/enrol-code.ts';
import { enrol } from '../../src/sync/enrol.ts';
import { makeTillKeys } from '../../src/sync/keys.ts';
import { openShop, type Shop } from './support/shop.ts';

const tryCode = async (shop: Shop, code: string): Promise<string> => {
  const about = { machine: 'test', version: '0', clock: shop.clock };
  const answer = await enrol(shop.url(), code, makeTillKeys().publicKey, about);
  return answer.ok ? `till ${answer.value.till} epoch ${answer.value.epoch}` : answer.error.code;
};
/** The same first characters, so that the try counts against this code. */
const wrong = (code: string): string => code.slice(0, 7) + (code.endsWith('A') ? 'B' : 'A');

describe('an enrolment code', () => {
  it('has 8 characters, is good once, in any spelling', async () => {
    const shop = await openShop({ publish: false });
    const code = await shop.enrolCode('t1');
    expect(code).toMatch(/^[A-HJKMNP-Z2-9]{8}$/);
    expect(await tryCode(shop, ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toBe(
      'till t1 epoch 1',
    );
    expect(await tryCode(shop, code)).toBe('enrol-code-refused');
  });

  it('of a machine that keeps its journal begins an epoch behind all of it', async () => {
    const shop = await openShop({ publish: false });
    const about = { machine: 'test', version: '0', clock: shop.clock };
    const epochAfter = async (till: string, afterEpoch: number): Promise<number> => {
      const code = await shop.enrolCode(till);
      const answer = await enrol(shop.url(), code, makeTillKeys().publicKey, { ...about, afterEpoch });
      return answer.ok ? answer.value.epoch : 0;
    };
    expect(await epochAfter('t1', 0)).toBe(1);
    expect(await epochAfter('t1', 0)).toBe(2);
    expect(await epochAfter('t1', 7)).toBe(8);
    expect(await epochAfter('t2', 3)).toBe(4);
  });

  it('survives four wrong tries and not the fifth', async () => {
    const shop = await openShop({ publish: false });
    const first = await shop.enrolCode('t1');
    for (let attempt = 0; attempt < 4; attempt++)
      expect(await tryCode(shop, wrong(first))).toBe('enrol-code-refused');
    expect(await tryCode(shop, first)).toBe('till t1 epoch 1');
    const second = await shop.enrolCode('t1');
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await tryCode(shop, wrong(second))).toBe('enrol-code-refused');
    expect(await tryCode(shop, second)).toBe('enrol-code-refused');
  });

  it('lives for 10 minutes', async () => {
    const shop = await openShop({ publish: false });
    const code = await shop.enrolCode('t1');
    shop.clock.skewMs = ENROL_CODE_LIFE_MS - 2000;
    const late = await shop.enrolCode('t2');
    expect(await tryCode(shop, code)).toBe('till t1 epoch 1');
    shop.clock.skewMs += ENROL_CODE_LIFE_MS + 1;
    expect(await tryCode(shop, late)).toBe('enrol-code-refused');
  });

  it('guessed behind a web server slows down that guesser, not every till behind it', async () => {
    const shop = await openShop({ publish: false });
    const from = async (address: string, code: string): Promise<number> => {
      const body = { protocol: 1, code, publicKey: makeTillKeys().publicKey, machine: '', version: '0' };
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
      const request = { method: 'POST', headers, body: JSON.stringify(body) };
      return (await fetch(new URL('/v1/enrol', shop.url()), request)).status;
    };
    for (let attempt = 0; attempt < 20; attempt++) await from('203.0.113.7', '22222222');
    expect(await from('203.0.113.7', '22222222')).toBe(429);
    expect(await from('203.0.113.8', await shop.enrolCode('t1'))).toBe(200);
  });

  it('is replaced by a newer one of the same till, and guessing is slowed down', async () => {
    const shop = await openShop({ publish: false });
    const older = await shop.enrolCode('t1');
    const newer = await shop.enrolCode('t1');
    expect(await tryCode(shop, older)).toBe('enrol-code-refused');
    const answers = new Set<string>();
    for (let attempt = 0; attempt < 25; attempt++) answers.add(await tryCode(shop, '22222222'));
    expect([...answers]).toEqual(['enrol-code-refused', 'rate-limited']);
    const told = await fetch(new URL('/v1/enrol', shop.url()), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect([told.status, told.headers.get('retry-after')]).toEqual([429, '60']);
    shop.clock.skewMs = 61_000;
    expect(await tryCode(shop, newer)).toBe('till t1 epoch 1');
  });

  it('needs a manager and a till id of this store', async () => {
    const shop = await openShop({ publish: false });
    await shop.enrolCode('t1');
    const elsewhere = await shop.manage('POST', '/v1/manage/enrol-codes', { store: 's2', till: 't1' });
    expect([elsewhere.status, elsewhere.body]).toMatchObject([409, { code: 'till-elsewhere' }]);
    const stranger = await fetch(new URL('/v1/manage/enrol-codes', shop.url()), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${'x'.repeat(43)}` },
      body: JSON.stringify({ store: 's1', till: 't1' }),
    });
    expect([stranger.status, await stranger.json()]).toMatchObject([401, { code: 'manager-token-refused' }]);
  });
});
