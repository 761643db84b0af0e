import { describe, expect, it } from 'vitest';
import type { SettlementReport } from '../../../src/hub/api/settlement.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { openTill, type TestTill, until } from '../support/till.ts';

async function openTillOf(shop: Shop, store: string, id: string): Promise<TestTill> {
  const till = await openTill(
    {
      ...shop,
      async enrolCode(name) {
        const { body } = await shop.manage('POST', '/v1/manage/enrol-codes', { store, till: name });
        return (body as { code: string }).code;
      },
    },
    id,
  );
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  return till;
}

const hourMs = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const period = (fromMs: number, toMs: number): string => `from=${iso(fromMs)}&to=${iso(toMs)}`;
const ask = (shop: Shop, query: string) => shop.manage('GET', `/v1/manage/settlement?${query}`);

describe('what brands owe each other', () => {
  it('is summed by the stores of each brand, from what arrived in the period', async () => {
    const shop = await openShop();
    const fresh = await openTillOf(shop, 's1', 't1');
    const drive = await openTillOf(shop, 's2', 't2');
    fresh.sell({ member: 'anna', netMinor: 100_000, earned: 30 });
    fresh.sell({ member: 'anna', netMinor: 10_000, earned: 3, spent: 20 });
    drive.sell({ member: 'anna', netMinor: 10_000, spent: 100 });
    drive.sell({ member: null, netMinor: 5_000 });
    for (const till of [fresh, drive]) {
      till.client.poke();
      await until('the sales have arrived', () => till.store.backlog().count === 0);
    }
    const now = Date.now();
    const around = period(now - hourMs, now + hourMs);
    const { status, body } = await ask(shop, `${around}&brand=fresh:s1&brand=drive:s2,s3`);
    expect(status).toBe(200);
    const money = { issuedMinor: 0, redeemedMinor: 10_000, netMinor: 10_000 };
    expect(body).toMatchObject({
      // The opening balance of a member is the house's own: nobody sold anything for it.
      rows: [
        { brand: 'drive', wallet: 'main', issued: 0, redeemed: 100, net: 100, ...money },
        { brand: 'fresh', wallet: 'main', issued: 33, redeemed: 20, net: -13, netMinor: -1300 },
      ],
      house: [{ wallet: 'main', net: -87, netMinor: -8700 }],
      unvalued: [],
    });
    const unnamed = (await ask(shop, around)).body as SettlementReport;
    expect(unnamed.rows.map((row) => row.brand)).toEqual(['s1', 's2']);
    const earlier = (await ask(shop, period(now - 2 * hourMs, now - hourMs))).body;
    expect(earlier).toMatchObject({ rows: [], house: [] });
  });

  it('is refused with the field that does not fit', async () => {
    const shop = await openShop();
    const now = Date.now();
    const refusals = [
      ['from=yesterday', 'from'],
      [period(now, now), 'to'],
      [`${period(now - 1, now)}&brand=a:s1&brand=b:s1`, 'brand'],
      [`${period(now - 1, now)}&brand=a`, 'brand'],
      [`${period(now - 1, now)}&till=t1`, ''],
    ] as const;
    for (const [query, path] of refusals) {
      const { status, body } = await ask(shop, query);
      expect([status, (body as { errors: { path: string }[] }).errors[0]?.path]).toEqual([422, path]);
    }
    const bare = await fetch(new URL(`/v1/manage/settlement?${period(now - 1, now)}`, shop.url()));
    expect(bare.status).toBe(401);
  });
});
