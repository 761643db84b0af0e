import { describe, expect, it } from 'vitest';
import { receiptOfSale } from '../../../../src/renderer/cashier/state/receipt-of-sale.ts';
import { freshQuote } from '../../../../src/renderer/cashier/state/sale-state.ts';
import { anna, done, play, selling } from './samples.ts';

const at = '2026-12-05T12:30:00+03:00';
const withAnna = play(selling, { type: 'member-chosen', member: anna });

describe('rewards and coupons of a sale', () => {
  it('go into the receipt and ask for a new quote', () => {
    const sale = play(
      withAnna,
      { type: 'reward-toggled', reward: 'free-bread' },
      { type: 'coupon-added', code: 'AUTUMN' },
    );
    expect(receiptOfSale(sale, at)).toMatchObject({ rewards: ['free-bread'], coupons: ['AUTUMN'] });
    expect(freshQuote(sale)).toBeNull();
  });

  it('are taken back by the same tap', () => {
    const sale = play(
      withAnna,
      { type: 'reward-toggled', reward: 'free-bread' },
      { type: 'reward-toggled', reward: 'free-bread' },
      { type: 'coupon-added', code: 'AUTUMN' },
      { type: 'coupon-removed', code: 'AUTUMN' },
    );
    expect(receiptOfSale(sale, at)).toMatchObject({ rewards: [], coupons: [] });
  });

  it('cannot be chosen without a member, and go with the member who pays for them', () => {
    expect(play(selling, { type: 'reward-toggled', reward: 'free-bread' })).toBe(selling);
    const chosen = play(withAnna, { type: 'reward-toggled', reward: 'free-bread' });
    expect(play(chosen, { type: 'member-cleared' }).rewards).toEqual([]);
  });

  it('keep one of each coupon, however often it is scanned', () => {
    const once = play(withAnna, { type: 'coupon-added', code: 'AUTUMN' });
    const twice = play(once, { type: 'coupon-added', code: 'AUTUMN' });
    expect(twice.coupons).toEqual(['AUTUMN']);
    expect(twice.revision).toBe(once.revision);
  });

  it('scanned after a payment belong to the next customer', () => {
    expect(play(done, { type: 'coupon-added', code: 'AUTUMN' })).toMatchObject({
      phase: 'selling',
      lines: [],
      coupons: ['AUTUMN'],
    });
  });
});
