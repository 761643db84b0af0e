import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Hold } from '../../src/checkout/ports.ts';
import { memberRecord, openTestStore, pointsLot } from '../support/till-fixtures.ts';
import {
  accepted,
  cart,
  checkoutOver,
  codeOf,
  confirmRequest,
  openTestTill,
  operationIdOf,
} from '../support/till-sale.ts';

const anna = () => memberRecord('m1', { lots: [pointsLot('a', 500)] });
const holdRequest = (operation: number, points: number, wallet = 'main') => ({
  operationId: operationIdOf(operation),
  wallet,
  points,
});

function heldTill(points = 450) {
  const till = openTestTill([anna()]);
  accepted(till.checkout.quote('P1', cart({ member: 'm1', redeem: { wallet: 'main', points: 100 } })));
  const held = accepted(till.checkout.hold('P1', holdRequest(1, points)));
  return { till, held };
}

const mostFor = (till: ReturnType<typeof openTestTill>, purchaseId: string): number =>
  accepted(till.checkout.quote(purchaseId, cart({ member: 'm1', redeem: { wallet: 'main', max: true } })))
    .redeem?.points ?? -1;
const spendable = (till: ReturnType<typeof openTestTill>): number =>
  accepted(till.checkout.memberView('m1')).wallets[0]?.spendable ?? -1;
const listed = (till: ReturnType<typeof openTestTill>): readonly (Hold | null)[] =>
  accepted(till.checkout.openReceipts()).receipts.map((receipt) => receipt.hold);

describe('holding points', () => {
  it('takes them out of what the member can spend elsewhere, and not out of its own receipt', () => {
    const { till, held } = heldTill();
    expect(held).toEqual({
      purchaseId: 'P1',
      operationId: operationIdOf(1),
      hold: { wallet: 'main', points: 450 },
      spendable: 50,
    });
    expect(spendable(till)).toBe(50);
    expect(mostFor(till, 'P2')).toBe(50);
    expect(mostFor(till, 'P1')).toBe(121);
    expect(listed(till)).toEqual([{ wallet: 'main', points: 450 }, null]);
  });

  it('ends with the receipt, however that is closed', () => {
    const cancelled = heldTill().till;
    accepted(cancelled.checkout.cancel('P1', { operationId: operationIdOf(2) }));
    expect(spendable(cancelled)).toBe(500);
    const sold = heldTill().till;
    const { quote } = accepted(sold.checkout.confirm('P1', confirmRequest(2)));
    expect(quote.redeem?.points).toBe(100);
    expect(spendable(sold)).toBe(400 + (quote.totals.earned.main ?? 0));
  });

  it('is replaced by a later hold and released when another member takes the receipt over', () => {
    const till = openTestTill([anna(), memberRecord('m2')]);
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    accepted(till.checkout.hold('P1', holdRequest(1, 450)));
    expect(accepted(till.checkout.hold('P1', holdRequest(2, 500))).spendable).toBe(0);
    accepted(till.checkout.quote('P1', cart({ member: 'm2' })));
    expect(spendable(till)).toBe(500);
    expect(listed(till)).toEqual([null]);
  });

  it('outlives the process, even when the file of carts is lost with the power', () => {
    const { till } = heldTill();
    till.store.close();
    rmSync(`${till.path}-carts`);
    const { store } = openTestStore({ path: till.path, clock: till.clock, bootId: 'boot-2' });
    const checkout = checkoutOver(store, till.clock);
    const [receipt] = accepted(checkout.openReceipts()).receipts;
    expect(receipt).toMatchObject({ purchaseId: 'P1', member: 'm1', hold: { wallet: 'main', points: 450 } });
    expect(accepted(checkout.memberView('m1')).wallets[0]?.spendable).toBe(50);
    accepted(checkout.confirm('P1', confirmRequest(3)));
    expect(accepted(checkout.openReceipts()).receipts).toEqual([]);
  });

  it('answers the same call the same way', () => {
    const { till, held } = heldTill();
    expect(accepted(till.checkout.hold('P1', holdRequest(1, 450)))).toEqual(held);
    expect(codeOf(till.checkout.hold('P1', holdRequest(1, 400)))).toBe('operation-reused');
  });

  it.each([
    ['more than there is', 'P1', holdRequest(9, 600), 'points-short'],
    ['a wallet that the program has not', 'P1', holdRequest(9, 1, 'gold'), 'invalid'],
    ['for a purchase nobody knows', 'P9', holdRequest(9, 1), 'unknown-purchase'],
    ['for a guest', 'guest', holdRequest(9, 1), 'unknown-member'],
    ['for a closed receipt', 'closed', holdRequest(9, 1), 'receipt-closed'],
  ])('refuses %s', (_name, purchaseId, request, code) => {
    const till = openTestTill([anna()]);
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    accepted(till.checkout.quote('guest', cart()));
    accepted(till.checkout.confirm('closed', confirmRequest(5, { receipt: cart({ member: 'm1' }) })));
    expect(codeOf(till.checkout.hold(purchaseId, request))).toBe(code);
    expect(till.store.heldPoints('m1', null)).toEqual({});
  });

  it('offline holds no more than the allowance, which holds count against', () => {
    const till = openTestTill([anna()]);
    till.mode = 'offline';
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    expect(codeOf(till.checkout.hold('P1', holdRequest(1, 251)))).toBe('points-short');
    expect(accepted(till.checkout.hold('P1', holdRequest(2, 250))).spendable).toBe(0);
    expect(mostFor(till, 'P2')).toBe(0);
    expect(mostFor(till, 'P1')).toBe(121);
  });
});

describe('open carts', () => {
  it('outlive the process and hide behind the closed purchase', () => {
    const till = openTestTill([anna()]);
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    accepted(till.checkout.quote('P2', cart()));
    accepted(till.checkout.confirm('P2', confirmRequest(1)));
    till.store.close();
    const { store } = openTestStore({ path: till.path, clock: till.clock });
    expect(store.openReceipts().map((receipt) => receipt.purchaseId)).toEqual(['P1']);
    expect(store.receipt('P2')).toEqual({
      purchaseId: 'P2',
      state: 'confirmed',
      operationId: operationIdOf(1),
    });
  });
});
