import { describe, expect, it } from 'vitest';
import { type HeldCartParts, readHeldCart } from '../../../src/agent/ui-api/held-cart.ts';
import { queueStoredSlip, slipFate } from '../../../src/agent/ui-api/stored-slip.ts';
import { heldCartSchema } from '../../../src/contracts/ui-api.ts';
import { memberRecord, pointsLot } from '../../support/till-fixtures.ts';
import {
  accepted,
  cart,
  codeOf,
  confirmRequest,
  openTestTill,
  operationIdOf,
  type TestTill,
} from '../../support/till-sale.ts';

const anna = () => memberRecord('m1', { lots: [pointsLot('a', 500)] });
const partsOf = ({ store, checkout }: TestTill): HeldCartParts => ({
  receipt: store.receipt,
  goodsByCode: store.goods.byCode,
  memberView: checkout.memberView,
});

describe('a stored cart', () => {
  it('comes back with its member, quantities, points, rewards and coupons', () => {
    const till = openTestTill([anna()]);
    const weighed = { id: '3', sku: 'apples', name: 'Яблоки', quantity: 0.615, price: 12990 };
    const { lines } = cart();
    const asked = cart({
      lines: [...lines, weighed],
      member: 'm1',
      redeem: { wallet: 'main', points: 50 },
      coupons: ['AUTUMN'],
    });
    accepted(till.checkout.quote('P1', asked));
    const held = accepted(readHeldCart(partsOf(till), 'P1'));
    expect(heldCartSchema.safeParse(held).success).toBe(true);
    expect(held).toMatchObject({
      purchaseId: 'P1',
      member: { id: 'm1' },
      redeem: { wallet: 'main', points: 50 },
      coupons: ['AUTUMN'],
      rewards: [],
    });
    expect(
      held.lines.map(({ id, goods, thousandths }) => [
        id,
        goods.sku,
        goods.priceMinor,
        goods.weighed,
        thousandths,
      ]),
    ).toEqual([
      ['1', '4600000000015', 8990, false, 2000],
      ['2', 'b-1', 10000, false, 1000],
      ['3', 'apples', 12990, true, 615],
    ]);
  });

  it('of a closed or unknown purchase is refused', () => {
    const till = openTestTill([anna()]);
    accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: cart() })));
    expect(codeOf(readHeldCart(partsOf(till), 'P1'))).toBe('receipt-closed');
    expect(codeOf(readHeldCart(partsOf(till), 'P9'))).toBe('unknown-purchase');
  });
});

describe('a stored slip', () => {
  it('is printed again byte for byte, and its newest print tells how far it has come', () => {
    const till = openTestTill([anna()]);
    const request = confirmRequest(1, { receipt: cart({ member: 'm1' }) });
    const paid = accepted(till.checkout.confirm('P1', request));
    const first = till.store.printJobs.takeNext();
    till.store.printJobs.setState(first?.id ?? '', 'unknown', 'no-confirmation');
    expect(slipFate(till.store, 'P1')).toEqual({ state: 'unknown', reason: 'no-confirmation' });

    till.clock.advance(1000);
    const what = { purchaseId: 'P1', operationId: request.operationId };
    accepted(queueStoredSlip(till.store, what, till.clock.wallMs()));
    expect(slipFate(till.store, 'P1')).toEqual({ state: 'queued', reason: null });
    const second = till.store.printJobs.takeNext();
    expect(Buffer.from(second?.bytes ?? []).toString('base64')).toBe(paid.slip.escpos);
    expect(second).toMatchObject({ purchaseId: 'P1', memberId: 'm1' });
  });

  it('of another purchase or an unknown operation is refused, and nothing is queued', () => {
    const till = openTestTill([anna()]);
    const request = confirmRequest(1, { receipt: cart() });
    accepted(till.checkout.confirm('P1', request));
    accepted(till.checkout.quote('P2', cart()));
    accepted(till.checkout.cancel('P2', { operationId: operationIdOf(3) }));
    const wrong = [
      { purchaseId: 'P2', operationId: request.operationId },
      { purchaseId: 'P1', operationId: operationIdOf(2) },
      { purchaseId: 'P2', operationId: operationIdOf(3) },
    ];
    for (const what of wrong) {
      expect(codeOf(queueStoredSlip(till.store, what, till.clock.wallMs()))).toBe('unknown-purchase');
    }
    expect(till.store.printJobs.ofPurchase('P1')).toHaveLength(1);
    expect(slipFate(till.store, 'P2')).toEqual({ state: 'none', reason: null });
  });
});
