import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openShop } from './support/shop.ts';
import { openTill, until } from './support/till.ts';

const later = { invented: 'later', deep: [{ a: 1 }] };

type Answer = {
  changes?: { body: Record<string, unknown> | null }[];
  verdicts?: object[];
  purchase?: { body: { quote: { lines: object[] } } } | null;
};

/** The answer of a hub a version ahead: every object of a known shape has a field more. */
function newer(answer: Answer): object {
  const changes = answer.changes?.map((change) => {
    const { body } = change;
    if (body === null) return { ...change, ...later };
    const lots = Array.isArray(body.lots)
      ? { lots: body.lots.map((lot: object) => ({ ...lot, ...later })) }
      : {};
    const offline = 'offline' in body ? { offline: { ...Object(body.offline), ...later } } : {};
    return { ...change, ...later, body: { ...body, ...lots, ...offline, ...later } };
  });
  const verdicts = answer.verdicts?.map((verdict) => ({ ...verdict, ...later }));
  const lines = answer.purchase?.body.quote.lines;
  for (const line of lines ?? []) Object.assign(line, later);
  return {
    ...answer,
    ...later,
    ...(changes === undefined ? {} : { changes }),
    ...(verdicts === undefined ? {} : { verdicts }),
  };
}

/** Stands before the real hub and answers as a newer or an older one would. */
async function hubOfAnotherVersion(hubUrl: string, age: 'newer' | 'older'): Promise<string> {
  const read = age === 'newer' ? newer : (answer: Answer): object => answer;
  const server = createServer((request, response) => {
    // Without the codings a till takes: what is read here comes plain.
    const { method, url = '/' } = request;
    const { 'accept-encoding': _codings, ...headers } = request.headers;
    if (age === 'older' && url.includes('stream=coupons')) {
      response.writeHead(400, { 'content-type': 'application/problem+json' });
      response.end('{"code":"invalid","detail":"stream: Invalid option."}');
      return;
    }
    const onward = ask(new URL(url, hubUrl), { method, headers }, (answer) => {
      const { 'content-length': _length, ...others } = answer.headers;
      response.writeHead(answer.statusCode ?? 500, others);
      if (url.startsWith('/v1/doorbell')) {
        answer.pipe(response);
        return;
      }
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        response.end(JSON.stringify(read(JSON.parse(Buffer.concat(chunks).toString())))),
      );
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('a till understands a hub that says more than it knows of', async () => {
  const shop = await openShop();
  const till = await openTill(shop, 't1', { hubUrl: await hubOfAnotherVersion(shop.url(), 'newer') });
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  const { body } = till.sell({ member: 'anna', netMinor: 10_000, earned: 3, spent: 5 });
  till.client.poke();
  await until('the outbox is empty', () => till.store.backlog().count === 0);
  expect((await shop.member('anna')).record).toMatchObject({ purchases: 1 });
  expect(till.store.packs.activeAt(Date.now())?.manifest.number).toBe(1);
  expect(till.store.config.get()?.chainName).toBe('Булочные');
  expect(till.store.quarantine.count()).toBe(0);
  expect(till.client.status().problem).toBeNull();
  if (!('purchaseId' in body)) throw new Error('a sale is a purchase');
  const found = await till.transport.purchase(body.purchaseId, new AbortController().signal);
  expect(found).toMatchObject({ ok: true, value: { purchase: { body: { member: 'anna' } } } });
});

it('a till goes on with a hub that does not know one of its streams yet', async () => {
  const shop = await openShop();
  const till = await openTill(shop, 't1', { hubUrl: await hubOfAnotherVersion(shop.url(), 'older') });
  till.client.start();
  await until('all is read', () => till.client.status().state === 'idle');
  expect(till.store.memberCount()).toBe(2);
  expect(till.client.status()).toMatchObject({ connected: true, failures: 0, problem: null });
});
