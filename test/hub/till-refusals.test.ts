import { expect, it } from 'vitest';
import { signatureHeaders } from '../../src/contracts/signature-text.ts';
import { SYNC_PROTOCOL } from '../../src/contracts/sync.ts';
import { makeTillKeys } from '../../src/sync/keys.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill } from './support/till.ts';

const enrolWith = (shop: Shop, body: object) => (): Promise<Response> =>
  fetch(new URL('/v1/enrol', shop.url()), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ protocol: SYNC_PROTOCOL, code: 'AAAA2222', publicKey: makeTillKeys().publicKey },
      ...{ machine: 'test', version: '0', ...body },
    }),
  });

it('what a hub refuses a till says in the language of the chain what to do next', async () => {
  const shop = await openShop({ publish: false });
  const till = await openTill(shop, 't1');
  const signal = new AbortController().signal;
  const pullSigned = async (): Promise<string> => {
    const answer = await till.transport.pull({ stream: 'config', cursor: 0, limit: 1 }, signal);
    return answer.ok ? '' : answer.error.detail;
  };
  const detailOf = async (call: () => Promise<Response>): Promise<string> =>
    ((await (await call()).json()) as { detail: string }).detail;
  const unsigned = (headers: Record<string, string>) => () =>
    fetch(new URL('/v1/pull?stream=config&cursor=0', shop.url()), { headers });
  const strange = {
    ...{ [signatureHeaders.till]: 't1', [signatureHeaders.time]: String(Date.now()) },
    ...{ [signatureHeaders.nonce]: 'a'.repeat(32), [signatureHeaders.signature]: 'A'.repeat(88) },
  };
  const all = async (): Promise<string[]> => [
    await detailOf(enrolWith(shop, {})),
    await detailOf(enrolWith(shop, { protocol: 99 })),
    await detailOf(unsigned({})),
    await detailOf(unsigned(strange)),
    await pullSigned(),
  ];
  await shop.manage('POST', '/v1/manage/tills/t1/revoke', {});
  const russian = (await all()).join('\n').replace('kopilka hub enrol-code', '');
  expect(russian).not.toMatch(/[A-Za-z]/);
  expect((await all()).filter((text) => /(Создайте|Обновите|проверьте|создайте)/.test(text))).toHaveLength(5);
  await shop.manage('PATCH', '/v1/manage/settings', { language: 'en' });
  expect((await all()).join('\n')).not.toMatch(/[А-я]/);
  expect((await all()).filter((text) => /(Make|Update|check|make) /.test(text))).toHaveLength(5);
});
