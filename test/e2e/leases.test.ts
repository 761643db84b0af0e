import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPosClient, type PosClient } from '../../src/client/pos-client.ts';
import { runCli } from '../support/processes.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { testProgram } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest } from '../support/till-sale.ts';

let shop: Shop;
let tills: TillProcess[];
let one: PosClient;
let other: PosClient;

/** A command of the operator against this hub; answers its JSON. */
async function hub(...words: string[]): Promise<Record<string, unknown>> {
  const done = await runCli(['hub', ...words, '--hub', shop.hubUrl, '--token', shop.token, '--json']);
  if (done.code !== 0) throw new Error(done.error);
  return JSON.parse(done.out);
}

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const seen = await look();
    if (seen !== null) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain: ${what}`);
}

const withPoints = () => cart({ member: 'anna', redeem: { wallet: 'main', max: true } });
const pointsOf = async (client: PosClient, purchase: string): Promise<number> =>
  accepted(await client.quote(purchase, withPoints())).redeem?.points ?? 0;
const openLeases = async () => ((await hub('leases', 'list')) as { leases: { unit: string }[] }).leases;
const modeOf = async (client: PosClient) => accepted(await client.status()).mode;

beforeAll(async () => {
  shop = await openShop({
    folder: mkdtempSync(join(tmpdir(), 'kopilka-leases-')),
    program: testProgram,
    membersCsv: 'id,cards,firstName,points:main\nanna,2000000000017,Анна,150\n',
  });
  await hub('settings', '--leases', 'on', '--lease-keep', '10');
  tills = [await shop.addTill('t1', {}), await shop.addTill('t2', {})];
  const clientOf = (till: TillProcess) =>
    createPosClient({ url: till.url(), token: till.token(), timeoutMs: 5000 });
  [one, other] = [clientOf(tills[0] as TillProcess), clientOf(tills[1] as TillProcess)];
  for (const client of [one, other]) {
    await until('the till is online and knows its members', async () => {
      const { mode, members } = accepted(await client.status());
      return mode === 'online' && members === 1 ? true : null;
    });
  }
}, 240_000);
afterAll(async () => {
  await shop.close();
  rmSync(shop.folder, { recursive: true, force: true });
});

describe('points set aside for the till that serves a member', () => {
  it('are nobody else’s until the receipt is closed, and the rest is free again', async () => {
    const found = accepted(await one.identify({ card: '2000000000017' }));
    expect(found).toMatchObject({
      result: 'member',
      member: { wallets: [{ balance: 150, spendable: 150 }] },
    });
    const points = await pointsOf(one, 'p1');
    expect(points).toBeGreaterThan(100);
    expect(await pointsOf(other, 'p2')).toBe(0);
    expect(new Set((await openLeases()).map(({ unit }) => unit))).toEqual(new Set(['t1']));
    accepted(await one.confirm('p1', confirmRequest(1, { operationId: randomUUID() })));
    await until('what is left for the visit is back', async () =>
      (await openLeases()).length <= 1 ? true : null,
    );
    accepted(await other.cancel('p2', { operationId: randomUUID() }));
    const left = await pointsOf(other, 'p3');
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(150 - points);
    accepted(await other.cancel('p3', { operationId: randomUUID() }));
  });

  it('that stay are spent without the hub, by the till that has them, until it starts again', async () => {
    const kept = await until('t1 keeps a part', async () => {
      await pointsOf(one, 'p4');
      const leases = (await openLeases()) as unknown as { unit: string; visit: boolean; remaining: number }[];
      return leases.find(({ unit, visit }) => unit === 't1' && !visit) ?? null;
    });
    const { wallets } = (await shop.manage('/v1/manage/members/anna')) as {
      wallets: Record<string, { balance: number }>;
    };
    const balance = wallets.main?.balance ?? 0;
    await shop.hub.end('SIGKILL');
    for (const client of [one, other])
      await until('offline', async () => ((await modeOf(client)) === 'offline' ? true : null));
    const here = await pointsOf(one, 'p5');
    expect(here).toBeGreaterThanOrEqual(kept.remaining);
    expect(here + (await pointsOf(other, 'p6'))).toBeLessThanOrEqual(balance);
    await tills[0]?.restart();
    const again = createPosClient({
      url: tills[0]?.url() ?? '',
      token: tills[0]?.token() ?? '',
      timeoutMs: 5000,
    });
    expect(await pointsOf(again, 'p5')).toBe(0);
    await shop.startHub();
    await until('the hub has heard that the leases are over', async () =>
      (await openLeases()).some(({ unit }) => unit === 't1') ? null : true,
    );
  }, 120_000);
});
