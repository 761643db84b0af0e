import { describe, expect, it } from 'vitest';
import type { CouponRecord } from '../../src/contracts/coupon.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { memberRecord, openTestStore, page, testPack, testProgram } from '../support/till-fixtures.ts';
import { dayMs } from '../support/till-pieces.ts';
import {
  accepted,
  cart,
  checkoutOver,
  codeOf,
  confirmRequest,
  openTestTill,
  operationIdOf,
  type TestTill,
} from '../support/till-sale.ts';

/** From 200 roubles a coupon for the next purchase, and the 10 % it brings. */
const couponProgram: ProgramInput = {
  ...testProgram,
  promotions: [
    {
      id: 'next-purchase',
      name: { ru: 'Купон на следующую покупку', en: 'A coupon for the next purchase' },
      when: { basket: { minAmount: 20_000 } },
      then: [{ type: 'coupon', series: 'next', validDays: 14 }],
    },
    {
      id: 'with-coupon',
      name: { ru: 'Скидка 10 % по купону', en: '10% off with the coupon' },
      stage: 'receipt',
      when: { coupon: { series: 'next' } },
      then: [{ type: 'percentOff', percent: 10 }],
    },
    {
      id: 'spring',
      name: { ru: 'Весна', en: 'Spring' },
      stage: 'receipt',
      when: { coupon: 'SPRING' },
      then: [{ type: 'percentOff', percent: 20 }],
      limit: { perMember: 1 },
    },
    {
      id: 'first-two',
      name: { ru: 'Первым двум', en: 'For the first two' },
      stage: 'receipt',
      when: { coupon: 'FIRST' },
      then: [{ type: 'percentOff', percent: 30 }],
      limit: { total: 2 },
    },
  ],
};

function couponTill(): TestTill {
  const till = openTestTill([memberRecord('m1', { tier: 'bronze' })]);
  till.store.sync.apply(page('packs', [['2', testPack(2, couponProgram)]]));
  return till;
}

function sell(till: TestTill, number: number, more: Parameters<typeof cart>[0] = {}) {
  const purchaseId = `P${number}`;
  const quote = accepted(till.checkout.quote(purchaseId, cart({ member: 'm1', ...more })));
  const result = accepted(till.checkout.confirm(purchaseId, confirmRequest(number)));
  return { quote, result, purchaseId };
}

function issued(till: TestTill, number = 1): string {
  const [coupon] = sell(till, number).result.coupons;
  return coupon?.code ?? expect.fail('no coupon was issued');
}

const small = [{ id: '1', sku: 'b-1', name: 'Хлеб', category: 'bread', quantity: 1, price: 10_000 }];
const quoteWith = (till: TestTill, code: string, purchaseId = 'P9') =>
  accepted(till.checkout.quote(purchaseId, cart({ member: 'm1', lines: small, coupons: [code] })));

describe('a coupon that a sale issues', () => {
  it('gets a code of its own, in the journal and on the slip', () => {
    const till = couponTill();
    const { result } = sell(till, 1);
    const [coupon] = result.coupons;
    expect(coupon).toMatchObject({
      code: expect.stringMatching(/^NEXT(-[0-9A-HJKMNP-TV-Z]{4}){3}$/),
      series: 'next',
      name: { ru: 'Скидка 10 % по купону' },
      validUntil: '2026-12-19',
    });
    const text = result.slip.lines.join('\n');
    expect(text).toContain('до 19.12.2026');
    expect(text).toContain(coupon?.code);
    expect(Buffer.from(result.slip.escpos, 'base64').toString('latin1')).toContain(
      `kopilka:coupon:${coupon?.code}`,
    );
    const payload = till.store.sync.outbox(1, 1).operations[0]?.payload ?? '';
    expect(JSON.parse(payload).body.coupons.issued).toMatchObject([{ code: coupon?.code }]);
    expect(till.store.coupon(coupon?.code.toLowerCase() ?? '')).toMatchObject({
      member: 'm1',
      issuedBy: operationIdOf(1),
    });
    expect(issued(till, 2)).not.toBe(coupon?.code);
  });

  it('is issued once: the same operation again answers with the same code, also after a kill', () => {
    const till = couponTill();
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    const request = confirmRequest(1);
    const first = accepted(till.checkout.confirm('P1', request));
    expect(accepted(till.checkout.confirm('P1', request))).toEqual(first);
    // Another checkout over the same file, with other chance, is what a restart is.
    const again = checkoutOver(till.store, till.clock, {
      bootId: 'boot-2',
      random: { bytes: (length) => new Uint8Array(length).fill(7) },
    });
    expect(accepted(again.confirm('P1', request))).toEqual(first);
    expect(till.store.couponsOf('m1')).toHaveLength(1);
  });

  it('is not made by quotes and previews, nor by a cancelled receipt', () => {
    const till = couponTill();
    const quote = accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    expect(quote.coupons).toMatchObject([{ series: 'next' }]);
    expect(accepted(till.checkout.slipPreview('P1')).lines.join('')).not.toContain('NEXT-');
    accepted(till.checkout.cancel('P1', { operationId: operationIdOf(1) }));
    expect(till.store.couponsOf('m1')).toEqual([]);
  });
});

describe('a coupon that is handed over', () => {
  it('is read from the slip, taken once, and refused with its reason ever after', () => {
    const till = couponTill();
    const code = issued(till);
    expect(accepted(till.checkout.identify({ scan: `kopilka:coupon:${code}` }))).toEqual({
      result: 'coupon',
      code,
      state: 'valid',
      name: { ru: 'Скидка 10 % по купону', en: '10% off with the coupon' },
      validUntil: '2026-12-19',
    });
    const quote = quoteWith(till, code.toLowerCase());
    expect(quote.totals.net).toBe(9000);
    expect(quote.givenCoupons).toEqual([{ code: code.toLowerCase(), state: 'applied' }]);
    expect(quoteWith(till, `kopilka:coupon:${code}`).givenCoupons).toEqual([{ code, state: 'applied' }]);
    accepted(till.checkout.confirm('P9', confirmRequest(2)));
    const again = quoteWith(till, code, 'P10');
    expect(again.totals.net).toBe(10_000);
    expect(again.givenCoupons).toEqual([{ code, state: 'used' }]);
    expect(again.rejected).toContainEqual({ promotion: 'with-coupon', reason: 'coupon' });
    expect(accepted(till.checkout.identify({ scan: `kopilka:coupon:${code}` }))).toMatchObject({
      state: 'used',
    });
  });

  it('pays on one of two receipts that were open with it', () => {
    const till = couponTill();
    const code = issued(till);
    quoteWith(till, code, 'P9');
    quoteWith(till, code, 'P10');
    accepted(till.checkout.confirm('P10', confirmRequest(2)));
    expect(codeOf(till.checkout.confirm('P9', confirmRequest(3)))).toBe('quote-changed');
  });

  it('is not good after its last day', () => {
    const till = couponTill();
    const code = issued(till);
    till.clock.advance(14 * dayMs);
    const at = (day: string) =>
      cart({ member: 'm1', lines: small, coupons: [code], at: `${day}T23:59:00+03:00` });
    expect(accepted(till.checkout.quote('P9', at('2026-12-19'))).totals.net).toBe(9000);
    expect(accepted(till.checkout.quote('P9', at('2026-12-20'))).givenCoupons).toEqual([
      { code, state: 'expired' },
    ]);
    till.clock.advance(dayMs);
    expect(accepted(till.checkout.identify({ scan: `kopilka:coupon:${code}` }))).toMatchObject({
      state: 'expired',
    });
  });

  it('that nobody here heard of is unknown, and a till alone for too long vouches for none', () => {
    const till = couponTill();
    const code = issued(till);
    expect(quoteWith(till, 'NEXT-0000-0000-0000').givenCoupons).toMatchObject([{ state: 'unknown' }]);
    till.mode = 'offline';
    expect(quoteWith(till, code).givenCoupons).toMatchObject([{ state: 'applied' }]);
    till.mode = 'stale';
    expect(quoteWith(till, code).givenCoupons).toMatchObject([{ state: 'unknown' }]);
  });

  it('is a common code where a promotion names it, within its limits and never used up', () => {
    const till = couponTill();
    expect(accepted(till.checkout.identify({ scan: 'spring' }))).toMatchObject({
      result: 'coupon',
      code: 'spring',
      state: 'valid',
      name: { ru: 'Весна' },
    });
    const { quote } = sell(till, 1, { lines: small, coupons: ['SPRING'] });
    expect(quote.totals.net).toBe(8000);
    const again = quoteWith(till, 'SPRING');
    expect(again.rejected).toContainEqual({ promotion: 'spring', reason: 'limit' });
    expect(again.givenCoupons).toEqual([{ code: 'SPRING', state: 'idle' }]);
  });
});

describe('a code for so many uses in all', () => {
  const useIt = (till: TestTill, number: number): number => {
    const quote = accepted(till.checkout.quote(`P${number}`, cart({ lines: small, coupons: ['FIRST'] })));
    accepted(till.checkout.confirm(`P${number}`, confirmRequest(number)));
    return quote.totals.net;
  };

  it('counts what this till sold at once, without a word of the hub', () => {
    const till = couponTill();
    expect([1, 2, 3].map((number) => useIt(till, number))).toEqual([7000, 7000, 10_000]);
  });

  it('counts what the hub told and own sales that it did not know of then, also after a restart', () => {
    const till = couponTill();
    useIt(till, 1);
    // The hub knows nothing of the first sale, but of one elsewhere.
    till.store.sync.apply(page('goods', [], { promotionUses: { 'first-two': 1 }, appliedSequence: 0 }));
    expect(till.store.sync.promotionUses()['first-two']).toBe(2);
    expect(useIt(till, 2)).toBe(10_000);
    till.store.close();
    const again = openTestStore({ path: till.path }).store;
    expect(again.sync.promotionUses()['first-two']).toBe(2);
    again.sync.apply(page('goods', [], { promotionUses: { 'first-two': 2 }, appliedSequence: 2 }));
    expect(again.sync.promotionUses()['first-two']).toBe(2);
  });
});

describe('a return of the whole purchase', () => {
  const lines = [
    { id: '1', quantity: 2 },
    { id: '2', quantity: 1 },
  ];
  const take = (till: TestTill, number: number, purchaseId: string, what = lines) =>
    till.checkout.returns.take({
      operationId: operationIdOf(number),
      returnId: `R${number}`,
      purchaseId,
      lines: what,
    });

  it('makes the coupon it issued void; of a part the coupon stays good', async () => {
    const till = couponTill();
    const code = issued(till);
    const part = accepted(await take(till, 5, 'P1', [{ id: '2', quantity: 1 }]));
    expect(part.coupons).toEqual([]);
    expect(quoteWith(till, code).givenCoupons).toMatchObject([{ state: 'applied' }]);
    const rest = [{ id: '1', quantity: 2 }];
    const preview = accepted(await till.checkout.returns.preview({ purchaseId: 'P1', lines: rest }));
    expect(preview.coupons).toEqual([{ code, fate: 'voided' }]);
    expect(accepted(await take(till, 6, 'P1', rest)).coupons).toEqual([{ code, fate: 'voided' }]);
    expect(quoteWith(till, code).givenCoupons).toEqual([{ code, state: 'void' }]);
  });

  it('says that the coupon it issued was spent meanwhile', async () => {
    const till = couponTill();
    const code = issued(till);
    sell(till, 2, { lines: small, coupons: [code] });
    expect(accepted(await take(till, 5, 'P1')).coupons).toEqual([{ code, fate: 'used-already' }]);
    expect(quoteWith(till, code).givenCoupons).toEqual([{ code, state: 'used' }]);
  });

  it('gives back the coupon it used', async () => {
    const till = couponTill();
    const code = issued(till);
    sell(till, 2, { lines: small, coupons: [code] });
    const whole = [{ id: '1', quantity: 1 }];
    expect(accepted(await take(till, 5, 'P2', whole)).coupons).toEqual([{ code, fate: 'given-back' }]);
    expect(quoteWith(till, code).givenCoupons).toMatchObject([{ state: 'applied' }]);
  });
});

describe('what the hub tells of coupons', () => {
  const told = (code: string, more: Partial<CouponRecord> = {}): CouponRecord => ({
    code,
    series: 'next',
    member: 'm1',
    promotion: 'next-purchase',
    validUntil: '2026-12-19',
    issuedBy: operationIdOf(77),
    voided: false,
    uses: [],
    ...more,
  });

  it('makes a coupon of another till good here, and used when it was used there', () => {
    const till = couponTill();
    till.store.sync.apply(page('coupons', [['NEXT-A', told('NEXT-A')]]));
    expect(quoteWith(till, 'next-a').givenCoupons).toMatchObject([{ state: 'applied' }]);
    till.store.sync.apply(page('coupons', [['NEXT-A', told('NEXT-A', { uses: [operationIdOf(78)] })]]));
    expect(quoteWith(till, 'NEXT-A').givenCoupons).toMatchObject([{ state: 'used' }]);
    till.store.sync.apply(page('coupons', [['NEXT-A', null]]));
    expect(quoteWith(till, 'NEXT-A').givenCoupons).toMatchObject([{ state: 'unknown' }]);
  });

  it('does not forget what this till did and the hub has not heard yet', () => {
    const till = couponTill();
    till.store.sync.apply(page('coupons', [['NEXT-A', told('NEXT-A')]]));
    sell(till, 1, { lines: small, coupons: ['NEXT-A'] });
    till.store.sync.apply(page('coupons', [['NEXT-A', told('NEXT-A')]], { appliedSequence: 0 }));
    expect(quoteWith(till, 'NEXT-A').givenCoupons).toMatchObject([{ state: 'used' }]);
    // The hub has the sale and says that it came back elsewhere.
    till.store.sync.apply(page('coupons', [['NEXT-A', told('NEXT-A')]], { appliedSequence: 1 }));
    expect(quoteWith(till, 'NEXT-A').givenCoupons).toMatchObject([{ state: 'applied' }]);
  });
});
