import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPosClient, type PosClient } from '../../src/client/pos-client.ts';
import type { TillStatus } from '../../src/contracts/till-status.ts';
import { runHere } from '../support/run-here.ts';
import { freePort, openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { testProgram } from '../support/till-fixtures.ts';
import { accepted, cart } from '../support/till-sale.ts';

type Register = { readonly till: TillProcess; readonly client: PosClient; readonly lanUrl: string };

let shop: Shop;
let one: Register;
let two: Register;
let sales = 0;

const clientOf = (till: TillProcess): PosClient =>
  createPosClient({ url: till.url(), token: till.token(), timeoutMs: 20_000 });

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain: ${what}`);
}
const statusOf = async ({ client }: Register): Promise<TillStatus> => accepted(await client.status());

/** What a register may take of the member's points now. */
async function payable({ client }: Register, member: string): Promise<number> {
  const asked = cart({ member, redeem: { wallet: 'main', max: true } });
  const id = `ask-${randomUUID()}`;
  const quote = accepted(await client.quote(id, asked));
  accepted(await client.cancel(id, { operationId: randomUUID() }));
  return quote.redeem?.points ?? 0;
}
async function pay({ client }: Register, member: string, points: number): Promise<number> {
  sales += 1;
  const purchaseId = `sale-${sales}`;
  const quote = accepted(
    await client.quote(purchaseId, cart({ member, redeem: { wallet: 'main', points } })),
  );
  const fiscal = { number: String(sales), time: '2026-12-05T12:31:00+03:00' };
  accepted(await client.confirm(purchaseId, { operationId: randomUUID(), fiscal, tenders: [] }));
  return quote.redeem?.points ?? 0;
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-store-lan-'));
  const rows = ['anna', 'boris', 'vera'].map((id, index) => `${id},200000000001${index},Имя,60`);
  const membersCsv = `id,cards,firstName,points:main\n${rows.join('\n')}\n`;
  shop = await openShop({ folder, program: testProgram, membersCsv });
  const access = ['--hub', shop.hubUrl, '--token', shop.token];
  const set = ['--offline-points', '40', '--offline-share', '100', '--offline-shared', 'on'];
  const changed = await runHere(['hub', 'settings', ...set, ...access]);
  expect(changed.out).toContain('offline-shared  on');
  const ports = [await freePort(), await freePort()];
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const config = (index: number) => ({
    printing: 'register',
    // More patience than a shop has: the machine may be busy with other tests.
    storeLan: { host: '127.0.0.1', port: ports[index], peers: [urls[1 - index]], waitMs: 4_000 },
  });
  const [first, second] = await Promise.all([shop.addTill('t1', config(0)), shop.addTill('t2', config(1))]);
  one = { till: first, client: clientOf(first), lanUrl: urls[0] ?? '' };
  two = { till: second, client: clientOf(second), lanUrl: urls[1] ?? '' };
  for (const register of [one, two])
    await until('both tills know of each other and of the members', async () => {
      const status = await statusOf(register);
      return (
        status.mode === 'online' &&
        status.storeLan?.tills === 2 &&
        status.members === 3 &&
        status.pack !== null
      );
    });
  await shop.hub.end('SIGKILL');
  for (const register of [one, two])
    await until('the tills are offline', async () => (await statusOf(register)).mode === 'offline');
}, 300_000);
afterAll(async () => {
  await shop.close();
  rmSync(shop.folder, { recursive: true, force: true });
});

describe('two tills of a store while the outside line is down', () => {
  it('let one card pay once: what it took at the first is gone at the second', async () => {
    // On a busy machine the first answer may come too late for a waiting cashier.
    await until('the second till gives its part', async () => (await payable(one, 'anna')) === 40);
    expect(await pay(one, 'anna', 40)).toBe(40);
    expect(await payable(two, 'anna')).toBe(0);
    expect((await statusOf(one)).storeLan?.peers).toEqual([{ url: two.lanUrl, state: 'answers' }]);
  });

  it('keep what one of them holds from the other, and give it back when it is cancelled', async () => {
    await until('the second till gives its part', async () => (await payable(one, 'boris')) === 40);
    accepted(await one.client.quote('held', cart({ member: 'boris' })));
    const hold = { operationId: randomUUID(), wallet: 'main', points: 40 };
    accepted(await one.client.hold('held', hold));
    expect(await payable(two, 'boris')).toBe(0);
    accepted(await one.client.cancel('held', { operationId: randomUUID() }));
    await until('the points come over', async () => (await payable(two, 'boris')) === 40);
  });

  it('sell on with no more than their part when the other is frozen, or dead', async () => {
    const { pid } = two.till.running.process;
    if (pid === undefined) throw new Error('the till runs');
    process.kill(pid, 'SIGSTOP');
    expect(await payable(one, 'vera')).toBe(20);
    // Killed as it is: thawed first, it might still give what it was asked for.
    await two.till.running.end('SIGKILL');
    expect(await pay(one, 'vera', 40)).toBe(20);
    await two.till.restart();
    two = { ...two, client: clientOf(two.till) };
    await until('the second till is back', async () => (await statusOf(two)).mode === 'offline');
    expect(await payable(two, 'vera')).toBe(20);
  });

  it('answer nobody who is no till of this store', async () => {
    const call = (headers: Record<string, string>) =>
      fetch(`${one.lanUrl}/v1/rights`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({
          transfers: [{ transferId: randomUUID(), member: 'vera', wallet: 'main', points: 10 }],
        }),
      });
    expect((await call({})).status).toBe(401);
    const forged = {
      'x-kopilka-till': 't2',
      'x-kopilka-nonce': 'a'.repeat(32),
      'x-kopilka-signature': Buffer.alloc(64).toString('base64'),
    };
    expect((await call(forged)).status).toBe(401);
  });
});
