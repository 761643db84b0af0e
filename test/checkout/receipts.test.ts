import { describe, expect, it } from 'vitest';
import { purchaseIdSchema } from '../../src/contracts/pos-api.ts';
import { identity, memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, codeOf, confirmRequest, openTestTill, operationIdOf } from '../support/till-sale.ts';

const anna = () => memberRecord('m1', { lots: [pointsLot('a', 500)] });

describe('open receipts', () => {
  it('are listed until they are confirmed or cancelled', () => {
    const till = openTestTill([anna()]);
    const { totals } = accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    till.clock.advance(1000);
    accepted(till.checkout.quote('P2', cart()));
    accepted(till.checkout.quote('P3', cart()));
    accepted(till.checkout.confirm('P2', confirmRequest(1)));
    accepted(till.checkout.cancel('P3', { operationId: operationIdOf(2) }));
    expect(accepted(till.checkout.openReceipts()).receipts).toEqual([
      {
        purchaseId: 'P1',
        member: 'm1',
        openedAt: '2026-12-05T09:30:00.000Z',
        updatedAt: '2026-12-05T09:30:00.000Z',
        netMinor: totals.net,
        hold: null,
      },
    ]);
  });

  it('are priced anew with every cart and touch nothing else', () => {
    const till = openTestTill([anna()]);
    const two = accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    const none = accepted(till.checkout.quote('P1', cart({ lines: [] })));
    expect([two.totals.net, none.totals.net]).toEqual([24384, 0]);
    expect(till.store.backlog().count).toBe(0);
    expect(till.store.receipt('P1')).toMatchObject({ memberId: null, pack: null });
  });

  it('refuse a cart after they were closed', () => {
    const till = openTestTill([anna()]);
    accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: cart() })));
    expect(codeOf(till.checkout.quote('P1', cart()))).toBe('receipt-closed');
  });
});

describe('cancelling', () => {
  it('answers the same call the same way and refuses everything else', () => {
    const till = openTestTill([anna()]);
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    const request = { operationId: operationIdOf(1) };
    const first = accepted(till.checkout.cancel('P1', request));
    expect(first).toEqual({ purchaseId: 'P1', operationId: operationIdOf(1), state: 'cancelled' });
    expect(accepted(till.checkout.cancel('P1', request))).toEqual(first);
    expect(codeOf(till.checkout.cancel('P1', { operationId: operationIdOf(2) }))).toBe('receipt-closed');
    expect(codeOf(till.checkout.cancel('P2', request))).toBe('operation-reused');
    expect(codeOf(till.checkout.cancel('P2', { operationId: operationIdOf(3) }))).toBe('unknown-purchase');
    expect(till.store.backlog().count).toBe(0);
    expect(till.store.member('m1')?.record.lots).toEqual(anna().lots);
  });
});

describe('the slip preview', () => {
  it('is the slip that confirming then prints', () => {
    const till = openTestTill([anna()]);
    accepted(till.checkout.quote('P1', cart({ member: 'm1', redeem: { wallet: 'main', points: 50 } })));
    const preview = accepted(till.checkout.slipPreview('P1'));
    expect(till.store.backlog().count).toBe(0);
    expect(accepted(till.checkout.confirm('P1', confirmRequest(1))).slip).toEqual(preview);
    expect(codeOf(till.checkout.slipPreview('P1'))).toBe('receipt-closed');
    expect(codeOf(till.checkout.slipPreview('P2'))).toBe('unknown-purchase');
  });
});

describe('purchase ids', () => {
  it('count up, also over a restart, and tell a till that was set up anew apart', () => {
    const till = openTestTill([]);
    const next = () => accepted(till.checkout.newPurchaseId()).purchaseId;
    expect([next(), next()]).toEqual(['S1-T1-000001', 'S1-T1-000002']);
    till.store.identity.set({ ...identity, store: 'Лавка №1', epoch: 2 });
    expect(next()).toBe('_______1-T1-2-000003');
    expect(purchaseIdSchema.safeParse('_______1-T1-2-000003').success).toBe(true);
  });
});
