import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { memberDetailsSchema } from '../../../src/contracts/member-details.ts';
import {
  cancelResultSchema,
  confirmResultSchema,
  identifyResultSchema,
  openReceiptsSchema,
} from '../../../src/contracts/pos-api.ts';
import { problemSchema } from '../../../src/contracts/problem.ts';
import { quoteSchema } from '../../../src/contracts/quote.ts';
import { tillStatusSchema } from '../../../src/contracts/till-status.ts';
import { DatabaseFailure } from '../../../src/sqlite/database-failure.ts';
import { rawCall, registerCall } from '../../support/pos-client.ts';
import { servePosApi, tillStatus, token } from '../../support/pos-server.ts';
import { memberRecord, pointsLot } from '../../support/till-fixtures.ts';
import { cart, confirmRequest, openTestTill, operationIdOf } from '../../support/till-sale.ts';

const anna = () => memberRecord('m1', { cards: ['2900000000018'], lots: [pointsLot('a', 500)] });

async function openShop(language: 'ru' | 'en' = 'en') {
  const till = openTestTill([anna()]);
  const server = await servePosApi(till.checkout, language);
  const call = (method: string, path: string, body?: unknown) =>
    registerCall(server.port, token, method, path, body);
  return { till, server, call };
}

describe('a sale over HTTP', () => {
  it('goes from the scanned card to the booked receipt, every answer as the contract says', async () => {
    const { till, call, server } = await openShop();
    expect(tillStatusSchema.parse(JSON.parse((await call('GET', '/v1/status')).text))).toEqual(tillStatus);
    const who = identifyResultSchema.parse(
      JSON.parse((await call('POST', '/v1/identify', { scan: '2900000000018' })).text),
    );
    expect(who.result).toBe('member');

    const quoteAnswer = await call('PUT', '/v1/receipts/P1', {
      ...cart({ member: 'm1', redeem: { wallet: 'main', points: 100 } }),
    });
    expect(quoteAnswer.headers['content-type']).toBe('application/json; charset=utf-8');
    const quote = quoteSchema.parse(JSON.parse(quoteAnswer.text));
    const open = await call('GET', '/v1/receipts?state=open');
    expect(openReceiptsSchema.parse(JSON.parse(open.text)).receipts).toHaveLength(1);

    const request = confirmRequest(1, { tenders: [{ type: 'cash', amount: quote.totals.net }] });
    const first = await call('POST', '/v1/receipts/P1/confirm', request);
    expect(first.status).toBe(200);
    expect(confirmResultSchema.parse(JSON.parse(first.text)).quote).toEqual(quote);
    const again = await call('POST', '/v1/receipts/P1/confirm', request);
    expect(again.text).toBe(first.text);

    const view = await call('GET', '/v1/members/m1');
    expect(memberDetailsSchema.parse(JSON.parse(view.text)).wallets[0]?.balance).toBe(
      400 + (quote.totals.earned.main ?? 0),
    );
    await call('PUT', '/v1/receipts/P2', cart());
    const cancelled = await call('POST', '/v1/receipts/P2/cancel', { operationId: operationIdOf(2) });
    expect(cancelResultSchema.parse(JSON.parse(cancelled.text)).state).toBe('cancelled');
    expect(till.store.backlog().count).toBe(1);
    expect(server.faults).toEqual([]);
  });
});

describe('a refused call', () => {
  const auth = { authorization: `Bearer ${token}` };
  const json = { ...auth, 'content-type': 'application/json' };
  const put = { method: 'PUT', path: '/v1/receipts/P1' };
  const good = JSON.stringify(cart());
  const line = cart().lines[0];

  it.each([
    ['malformed JSON', { ...put, headers: json, body: '{"lines": [' }, 400, 'malformed-json'],
    ['no body', { ...put, headers: json }, 400, 'malformed-json'],
    ['a poisoned prototype', { ...put, headers: json, body: '{"__proto__": {}}' }, 400, 'malformed-json'],
    [
      'an unknown field',
      { ...put, headers: json, body: JSON.stringify({ ...cart(), colour: 1 }) },
      422,
      'invalid',
    ],
    [
      'a negative price',
      { ...put, headers: json, body: JSON.stringify({ ...cart(), lines: [{ ...line, price: -1 }] }) },
      422,
      'invalid',
    ],
    [
      'a member nobody knows',
      { ...put, headers: json, body: JSON.stringify(cart({ member: 'x' })) },
      404,
      'unknown-member',
    ],
    [
      'a purchase id with spaces',
      { ...put, path: '/v1/receipts/P%201', headers: json, body: good },
      422,
      'invalid',
    ],
    [
      'a body of a megabyte',
      { ...put, headers: json, body: Buffer.alloc(1_000_000, 0x20) },
      413,
      'too-large',
    ],
    [
      'text',
      { ...put, headers: { ...auth, 'content-type': 'text/plain' }, body: good },
      415,
      'wrong-media-type',
    ],
    [
      'the form of a foreign page',
      { ...put, headers: { ...auth, 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1' },
      415,
      'wrong-media-type',
    ],
    [
      'JSON in another alphabet',
      { ...put, headers: { ...auth, 'content-type': 'application/json; charset=utf-16' }, body: good },
      415,
      'wrong-media-type',
    ],
    [
      'no token',
      { ...put, headers: { 'content-type': 'application/json' }, body: good },
      401,
      'unauthorized',
    ],
    [
      'a wrong token',
      { ...put, headers: { ...json, authorization: `Bearer ${'x'.repeat(43)}` }, body: good },
      401,
      'unauthorized',
    ],
    [
      'the token in another scheme',
      { ...put, headers: { ...json, authorization: `Basic ${token}` }, body: good },
      401,
      'unauthorized',
    ],
    [
      'a foreign host name',
      { ...put, headers: { ...json, host: 'shop.example:8377' }, body: good },
      403,
      'foreign-caller',
    ],
    [
      'an origin',
      { ...put, headers: { ...json, origin: 'http://127.0.0.1' }, body: good },
      403,
      'foreign-caller',
    ],
    [
      'a browser',
      { ...put, headers: { ...json, 'sec-fetch-site': 'none' }, body: good },
      403,
      'foreign-caller',
    ],
    ['an unknown address', { path: '/v1/nothing', headers: auth }, 404, 'not-found'],
    [
      'a method that is not there',
      { method: 'DELETE', path: '/v1/receipts/P1', headers: json, body: '{}' },
      404,
      'not-found',
    ],
    [
      'an address that cannot be read',
      { path: '/v1/members/%E0%A4%A', headers: auth },
      400,
      'malformed-json',
    ],
    ['receipts of another state', { path: '/v1/receipts?state=closed', headers: auth }, 422, 'invalid'],
    ['receipts without a state', { path: '/v1/receipts', headers: auth }, 422, 'invalid'],
  ])('with %s gets a problem document and changes nothing', async (_name, call, status, code) => {
    const { till, server } = await openShop();
    const answer = await rawCall(server.port, call);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    const problem = problemSchema.parse(JSON.parse(answer.text));
    expect([problem.code, problem.status]).toEqual([code, status]);
    expect(problem.cashierText.length).toBeGreaterThan(10);
    expect(till.store.openReceipts()).toEqual([]);
    expect(till.store.backlog().count).toBe(0);
    expect(server.faults).toEqual([]);
  });

  it('names the place of every fault', async () => {
    const { call } = await openShop();
    const answer = await call('PUT', '/v1/receipts/P1', {
      ...cart(),
      lines: [{ ...line, price: 1.5 }],
      coupons: 7,
    });
    expect(problemSchema.parse(JSON.parse(answer.text)).errors?.map((fault) => fault.path)).toEqual([
      'lines[0].price',
      'coupons',
    ]);
  });

  it('speaks the language of the till', async () => {
    const { call } = await openShop('ru');
    const problem = problemSchema.parse(JSON.parse((await call('GET', '/v1/members/x')).text));
    expect(problem.cashierText).toBe('Клиент не найден. Отсканируйте карту ещё раз или спросите телефон.');
  });

  it('of a foreign caller is answered before its body is read', async () => {
    const { server } = await openShop();
    const answer = await new Promise<number>((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: server.port,
          method: 'PUT',
          path: '/v1/receipts/P1',
          headers: { ...json, origin: 'http://evil.example', 'content-length': '500000' },
        },
        (incoming) => resolve(incoming.statusCode ?? 0),
      );
      outgoing.on('error', reject);
      // The body never comes.
      outgoing.flushHeaders();
    });
    expect(answer).toBe(403);
  });

  it('that is no HTTP at all is still a problem document', async () => {
    const { server } = await openShop();
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write('\u0001\u0002 garbage\r\n\r\n'));
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => {
        received += chunk;
      });
      socket.on('end', () => resolve(received));
      socket.on('error', reject);
    });
    expect(text).toContain('content-type: application/problem+json');
    expect(problemSchema.parse(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).code).toBe('malformed-json');
  });

  it('because of the disk says that nothing was booked; a fault of ours says nothing of the inside', async () => {
    const till = openTestTill([anna()]);
    const failing = (cause: Error) => ({
      ...till.checkout,
      quote: () => {
        throw cause;
      },
    });
    const full = await servePosApi(failing(new DatabaseFailure('disk-full', 'database or disk is full')));
    const onDisk = await registerCall(full.port, token, 'PUT', '/v1/receipts/P1', cart());
    expect([onDisk.status, JSON.parse(onDisk.text).code]).toEqual([503, 'unavailable']);
    const buggy = await servePosApi(failing(new Error('secret detail')));
    const fault = await registerCall(buggy.port, token, 'PUT', '/v1/receipts/P1', cart());
    expect([fault.status, JSON.parse(fault.text).code]).toEqual([500, 'internal']);
    expect(fault.text).not.toContain('secret');
    expect(buggy.faults).toHaveLength(1);
  });
});

describe('the OpenAPI document', () => {
  it('describes every call with its schemas', async () => {
    const { call } = await openShop();
    const document = JSON.parse((await call('GET', '/v1/openapi.json')).text);
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/v1/credits',
      '/v1/devices/check',
      '/v1/drawer/open',
      '/v1/events',
      '/v1/identify',
      '/v1/members',
      '/v1/members/{id}',
      '/v1/print',
      '/v1/receipts',
      '/v1/receipts/{purchaseId}',
      '/v1/receipts/{purchaseId}/approve',
      '/v1/receipts/{purchaseId}/cancel',
      '/v1/receipts/{purchaseId}/confirm',
      '/v1/receipts/{purchaseId}/hold',
      '/v1/returns',
      '/v1/returns/preview',
      '/v1/staff',
      '/v1/status',
    ]);
    const put = document.paths['/v1/receipts/{purchaseId}'].put;
    expect(put.requestBody.content['application/json'].schema.required).toEqual(['at', 'lines']);
    expect(put.responses['200'].content['application/json'].schema.properties.totals.required).toContain(
      'net',
    );
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path as Record<string, { operationId: string }>).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the event stream', () => {
  it('tells registers what happens, but not what the on-screen printer shows', async () => {
    const { server } = await openShop();
    const received = await new Promise<string>((resolve, reject) => {
      let text = '';
      const outgoing = request(
        { host: '127.0.0.1', port: server.port, path: '/v1/events', headers: auth() },
        (incoming) => {
          expect(incoming.headers['content-type']).toBe('text/event-stream');
          incoming.setEncoding('utf8');
          incoming.once('data', () => {
            server.publish({ event: 'paper', data: { paper: { columns: 48, items: [] } } });
            server.publish({ event: 'member', data: { id: 'm1' } });
          });
          incoming.on('data', (chunk: string) => {
            text += chunk;
            if (text.includes('event: member')) void server.close();
          });
          incoming.on('end', () => resolve(text));
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
    expect(received).toMatch(/^: listening\n\nid: [0-9a-f]{8}-1\nevent: member\ndata: \{"id":"m1"\}\n\n$/);
  });
});

const auth = () => ({ authorization: `Bearer ${token}` });
