import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PurchaseCoupons } from '../../src/contracts/coupon.ts';
import { posReceiptSchema } from '../../src/contracts/pos-api.ts';
import { accepted, checkoutOver, confirmRequest } from '../support/till-sale.ts';
import { program } from './support/program.ts';
import { openShop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

const coupon = { series: 'next', promotion: 'p', validUntil: '2099-12-31' };
const makes = (code: string): PurchaseCoupons => ({ issued: [{ ...coupon, code }], used: [] });
const uses = (code: string): PurchaseCoupons => ({ issued: [], used: [{ code, series: 'next' }] });

const name = { ru: 'Купон', en: 'Coupon' };
const couponPromotions = [
  { id: 'next', name, when: {}, then: [{ type: 'coupon', series: 'next', validDays: 14 }] },
  {
    id: 'with-coupon',
    name,
    stage: 'receipt',
    when: { coupon: { series: 'next' } },
    then: [{ type: 'percentOff', percent: 10 }],
  },
];

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

  it('that ended long ago is told no more', async () => {
    const { first, second } = await twoTills();
    const { issued } = makes('NEXT-E');
    first.sell(sale({ issued: issued.map((one) => ({ ...one, validUntil: '2020-01-01' })), used: [] }));
    expect(stateAt(first, 'NEXT-E')).not.toBeNull();
    first.client.poke();
    await until('its own till forgets it', () => stateAt(first, 'NEXT-E') === null);
    expect(stateAt(second, 'NEXT-E')).toBeNull();
  });

  it('follows its purchase back, and is flagged where it was used all the same', async () => {
    const { shop, first, second } = await twoTills();
    await shop.manage('POST', '/v1/manage/programs', {
      program: { ...program, promotions: couponPromotions },
    });
    const counters = [first, second].map((till) => checkoutOver(till.store, till.clock));
    for (const till of [first, second])
      await until(
        'the program is there',
        () => till.store.packs.activeAt(till.clock.wallMs())?.manifest.number === 2,
      );
    const [one, two] = counters;
    if (one === undefined || two === undefined) throw new Error('two tills');
    const sell = (checkout: typeof one, number: number, coupons: string[] = []) => {
      const lines = [{ id: '1', sku: 'lamp', quantity: 1, price: 10_000 }];
      const at = new Date().toISOString();
      const id = `C${number}`;
      accepted(checkout.quote(id, posReceiptSchema.parse({ at, member: 'anna', lines, coupons })));
      return accepted(checkout.confirm(id, confirmRequest(number, { operationId: randomUUID() })));
    };
    const takeBack = async (checkout: typeof one, purchaseId: string) => {
      const lines = [{ id: '1', quantity: 1 }];
      const given = { operationId: randomUUID(), returnId: `R-${purchaseId}`, purchaseId, lines };
      const taken = accepted(await checkout.returns.take(given));
      for (const till of [first, second]) till.client.poke();
      return taken;
    };
    const code = sell(one, 1).coupons[0]?.code ?? '';
    first.client.poke();
    await until('the other till knows it', () => stateAt(second, code) !== null);
    sell(two, 2, [code]);
    second.client.poke();
    await until('the first till knows of the use', () => stateAt(first, code)?.uses.length === 1);
    expect((await takeBack(one, 'C1')).coupons).toEqual([{ code, fate: 'used-already' }]);
    const shown = async () => (await shop.manage('GET', `/v1/manage/coupons/${code}`)).body;
    await until('the hub knows', () => first.store.backlog().count === 0);
    expect(await shown()).toMatchObject({ state: 'used', voided: true, flag: 'used-though-void' });
    expect((await takeBack(two, 'C2')).coupons).toContainEqual({ code, fate: 'given-back' });
    await until('the hub knows', () => second.store.backlog().count === 0);
    expect(await shown()).toMatchObject({ state: 'void', flag: null, uses: [] });
    expect(first.store.quarantine.count() + second.store.quarantine.count()).toBe(0);
  });

  it('nobody knows is not found', async () => {
    const shop = await openShop();
    expect((await shop.manage('GET', '/v1/manage/coupons/NOPE')).status).toBe(404);
  });
});
