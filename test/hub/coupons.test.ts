import { describe, expect, it } from 'vitest';
import type { PurchaseCoupons } from '../../src/contracts/coupon.ts';
import { openShop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

const coupon = { series: 'next', promotion: 'p', validUntil: '2099-12-31' };
const makes = (code: string): PurchaseCoupons => ({ issued: [{ ...coupon, code }], used: [] });
const uses = (code: string): PurchaseCoupons => ({ issued: [], used: [{ code, series: 'next' }] });

const sale = (coupons: PurchaseCoupons) => ({ member: 'anna', netMinor: 10_000, coupons });
const stateAt = (till: TestTill, code: string) => till.store.coupon(code);

async function twoTills() {
  const shop = await openShop();
  const [first, second] = [await openTill(shop, 't1'), await openTill(shop, 't2')];
  for (const till of [first, second]) {
    till.client.start();
    await until('the members are there', () => till.store.memberCount() === 2);
  }
  return { shop, first, second };
}

describe('a coupon of a series', () => {
  it('goes from the till that made it to the others, and comes back used', async () => {
    const { shop, first, second } = await twoTills();
    first.sell(sale(makes('NEXT-A')));
    first.client.poke();
    await until('the other till knows it', () => stateAt(second, 'NEXT-A') !== null);
    expect(stateAt(second, 'NEXT-A')).toMatchObject({ member: 'anna', uses: [], voided: false });
    const used = second.sell(sale(uses('NEXT-A')));
    second.client.poke();
    await until('the first till knows of the use', () => stateAt(first, 'NEXT-A')?.uses.length === 1);
    const { status, body } = await shop.manage('GET', '/v1/manage/coupons/next-a');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      code: 'NEXT-A',
      state: 'used',
      flag: null,
      member: 'anna',
      issuedBy: { till: 't1' },
      uses: [{ operationId: used.id, till: 't2', netMinor: 10_000 }],
    });
    expect((await shop.manage('GET', '/v1/manage/coupons')).body).toEqual({ coupons: [], next: null });
  });

  it('used at two tills that could not hear each other is flagged with both sales, and both stand', async () => {
    const { shop, first, second } = await twoTills();
    first.sell(sale(makes('NEXT-B')));
    first.client.poke();
    await until('the other till knows it', () => stateAt(second, 'NEXT-B') !== null);
    for (const till of [first, second]) till.client.setConnected(false);
    first.sell(sale(uses('NEXT-B')));
    second.sell(sale(uses('NEXT-B')));
    for (const till of [first, second]) till.client.setConnected(true);
    await until('both know of two uses', () =>
      [first, second].every((till) => stateAt(till, 'NEXT-B')?.uses.length === 2),
    );
    expect(first.store.quarantine.count() + second.store.quarantine.count()).toBe(0);
    const { body } = await shop.manage('GET', '/v1/manage/coupons');
    expect(body).toMatchObject({
      coupons: [{ code: 'NEXT-B', state: 'used', flag: 'used-twice' }],
      next: null,
    });
    const tills = (body as { coupons: { uses: { till: string }[] }[] }).coupons[0]?.uses.map(
      (use) => use.till,
    );
    expect(tills?.toSorted()).toEqual(['t1', 't2']);
    expect((await shop.member('anna')).record).toMatchObject({ purchases: 3 });
  });

  it('is kept though its use arrives before its issue', async () => {
    const { shop, first, second } = await twoTills();
    first.client.setConnected(false);
    first.sell(sale(makes('NEXT-C')));
    second.sell(sale(uses('NEXT-C')));
    second.client.poke();
    await until('the hub has the use', () => second.store.backlog().count === 0);
    expect((await shop.manage('GET', '/v1/manage/coupons/NEXT-C')).body).toMatchObject({
      state: 'used',
      issuedBy: null,
    });
    first.client.setConnected(true);
    await until('the maker knows of the use', () => stateAt(first, 'NEXT-C')?.uses.length === 1);
    expect((await shop.manage('GET', '/v1/manage/coupons/NEXT-C')).body).toMatchObject({
      state: 'used',
      flag: null,
      issuedBy: { till: 't1' },
    });
  });

  it('that no quote promised or no promotion used puts the operation into quarantine', async () => {
    const { first } = await twoTills();
    first.sell({ ...sale(makes('NEXT-D')), quoteAgrees: false });
    first.sell({ ...sale(uses('NEXT-D')), quoteAgrees: false });
    first.client.poke();
    await until('both are refused', () => first.store.quarantine.count() === 2);
    expect(first.store.quarantine.list(2)).toMatchObject([
      { code: 'quote-mismatch' },
      { code: 'quote-mismatch' },
    ]);
  });

  it('nobody knows is not found', async () => {
    const shop = await openShop();
    expect((await shop.manage('GET', '/v1/manage/coupons/NOPE')).status).toBe(404);
  });
});
