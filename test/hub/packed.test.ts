import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { writePushLines } from '../../src/contracts/push-lines.ts';
import { requestSignatureText, signatureHeaders } from '../../src/contracts/signature-text.ts';
import { type PushRequest, SYNC_PROTOCOL } from '../../src/contracts/sync.ts';
import { signerOf } from '../../src/sync/keys.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

/** A till with sales that nobody has pushed yet, and the push they make. */
async function unsent(shop: Shop): Promise<{ till: TestTill; request: PushRequest }> {
  const till = await openTill(shop, 't1');
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  till.client.setConnected(false);
  for (let sale = 0; sale < 5; sale++) till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
  const { epoch, previousHead, operations } = till.store.sync.outbox(500, 262_144);
  return {
    till,
    request: { protocol: SYNC_PROTOCOL, epoch, previousHead, operations, leasesHeld: [] },
  };
}

/** Signs the body as it is sent, as a till does. */
function send(shop: Shop, till: TestTill, body: Buffer, headers: Readonly<Record<string, string>>) {
  const [timeMs, nonce] = [Math.round(till.clock.wallMs()), randomBytes(16).toString('hex')];
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  const text = requestSignatureText({ method: 'POST', target: '/v1/push', bodySha256, timeMs, nonce });
  return fetch(new URL('/v1/push', shop.url()), {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      ...headers,
      [signatureHeaders.till]: till.identity.till,
      [signatureHeaders.time]: String(timeMs),
      [signatureHeaders.nonce]: nonce,
      [signatureHeaders.signature]: signerOf(till.keys.privateKeyPem).sign(text),
    },
  });
}

/**
 * A proxy that notes type and coding of each push. With `refusesLines` it answers those in lines as a hub of before them does,
 * behind the same address as one that takes them.
 */
async function watched(hubUrl: string, sent: string[], { refusesLines = false } = {}): Promise<string> {
  const server = createServer((incoming, answer) => {
    const { method = '', url = '', headers } = incoming;
    const kind = [headers['content-type'], headers['content-encoding']].filter(Boolean).join(' ');
    if (url === '/v1/push') sent.push(kind);
    if (url === '/v1/push' && refusesLines && kind !== 'application/json') {
      incoming.resume();
      answer.writeHead(400, { 'content-type': 'application/problem+json' });
      answer.end(JSON.stringify({ code: 'malformed-json', detail: 'The body is not JSON.' }));
      return;
    }
    const upstream = request(new URL(url, hubUrl), { method, headers }, (found) => {
      answer.writeHead(found.statusCode ?? 500, found.headers);
      found.pipe(answer);
    });
    upstream.on('error', () => answer.destroy());
    answer.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('a push is taken as JSON and in lines, plain and packed with zstd or gzip: the second time as duplicates', async () => {
  const shop = await openShop();
  const { till, request } = await unsent(shop);
  const lines = Buffer.from(writePushLines(request) ?? '');
  const json = Buffer.from(JSON.stringify(request));
  const inLines = { 'content-type': 'application/x-ndjson' };
  const inJson = { 'content-type': 'application/json' };
  const verdicts = [];
  for (const [body, headers] of [
    [zstdCompressSync(lines), { ...inLines, 'content-encoding': 'zstd' }],
    [gzipSync(lines), { ...inLines, 'content-encoding': 'gzip' }],
    [lines, inLines],
    [gzipSync(json), { ...inJson, 'content-encoding': 'gzip' }],
    [json, inJson],
  ] as const) {
    const answer = await send(shop, till, body, headers);
    expect(answer.status).toBe(200);
    const { verdicts: all } = (await answer.json()) as { verdicts: { verdict: string }[] };
    verdicts.push(new Set(all.map(({ verdict }) => verdict)));
  }
  expect(verdicts).toEqual([['applied'], ...Array(4).fill(['duplicate'])].map((one) => new Set(one)));
  expect((await shop.member('anna')).wallets.main?.balance).toBe(515);
});

it('a body that is no push, or unpacks to more than a push may hold, is refused', async () => {
  const shop = await openShop();
  const { till } = await unsent(shop);
  const codeOf = async (body: Buffer, coding: string) => {
    const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': coding };
    const answer = await send(shop, till, body, headers);
    return ((await answer.json()) as { code: string }).code;
  };
  expect(await codeOf(zstdCompressSync(Buffer.alloc(9 * 1024 * 1024)), 'zstd')).toBe('too-large');
  expect(await codeOf(gzipSync(Buffer.alloc(9 * 1024 * 1024)), 'gzip')).toBe('too-large');
  expect(await codeOf(Buffer.from('plain'), 'zstd')).toBe('malformed-json');
  expect(await codeOf(Buffer.from('plain'), 'br')).toBe('malformed-json');
  expect(await codeOf(gzipSync('{"protocol":1}\n'), 'gzip')).toBe('malformed-json');
});

it('a till sends packed lines once the hub has said that it takes them, and unpacks what it gets', async () => {
  const shop = await openShop();
  const sent: string[] = [];
  const till = await openTill(shop, 't1', { hubUrl: await watched(shop.url(), sent) });
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  for (let sale = 0; sale < 5; sale++) till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
  till.client.poke();
  await until('all is pushed', () => till.store.backlog().count === 0);
  expect(sent).toContain('application/x-ndjson zstd');
});

it('a node that cannot read lines gets the same push as JSON', async () => {
  const shop = await openShop();
  const sent: string[] = [];
  const till = await openTill(shop, 't1', {
    hubUrl: await watched(shop.url(), sent, { refusesLines: true }),
  });
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
  till.client.poke();
  await until('it is pushed', () => till.store.backlog().count === 0);
  expect(sent.some((one) => one.startsWith('application/x-ndjson'))).toBe(true);
  expect(sent.at(-1)).toBe('application/json');
});
