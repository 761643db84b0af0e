import { expect, it } from 'vitest';
import { posReceiptSchema } from '../../../../src/contracts/pos-api.ts';
import { receiptOfSale } from '../../../../src/renderer/cashier/state/receipt-of-sale.ts';
import { emptySale } from '../../../../src/renderer/cashier/state/sale-state.ts';
import { anna, apples, everyEvent, milk, picked, play } from './samples.ts';

it('makes of the cart a receipt that the contract accepts', () => {
  const sale = play(
    emptySale,
    picked(milk),
    picked(milk),
    picked(apples),
    { type: 'weight-given', thousandths: 850 },
    everyEvent.identified,
    { type: 'redeem-set', redeem: { kind: 'points', wallet: 'main', points: 70 } },
  );
  const receipt = posReceiptSchema.parse(receiptOfSale(sale, '2026-12-05T12:30:00+03:00'));
  expect(receipt.member).toBe(anna.id);
  expect(receipt.redeem).toEqual({ wallet: 'main', points: 70 });
  expect(
    receipt.lines.map(({ id, sku, quantity, price, vat }) => ({ id, sku, quantity, price, vat })),
  ).toEqual([
    { id: '1', sku: milk.sku, quantity: 2, price: 8990, vat: '10' },
    { id: '2', sku: apples.sku, quantity: 0.85, price: 12990, vat: '10' },
  ]);
});

it('asks for nothing and names nobody where the cashier chose nothing', () => {
  const receipt = receiptOfSale(play(emptySale, picked(milk)), '2026-12-05T12:30:00+03:00');
  expect(receipt.member).toBeNull();
  expect(receipt.redeem).toBeNull();
});

it('can ask for as many points as the rules allow', () => {
  const sale = play(emptySale, picked(milk), {
    type: 'redeem-set',
    redeem: { kind: 'max', wallet: 'main' },
  });
  expect(receiptOfSale(sale, '2026-12-05T12:30:00+03:00').redeem).toEqual({ wallet: 'main', max: true });
});
