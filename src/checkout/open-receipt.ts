import type { PosReceipt } from '../contracts/pos-api.ts';
import type { Quote } from '../contracts/quote.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { CheckoutPorts } from './ports.ts';
import type { Pricing } from './pricing.ts';
import { receiptOf } from './receipt-of.ts';
import { saleTimeMs } from './sale-member.ts';

export type OpenReceipt = (purchaseId: string, cart: PosReceipt) => Result<Quote, Refusal>;

/** Prices the whole cart and keeps it as the open receipt. May be called any number of times. */
export function createOpenReceipt(ports: CheckoutPorts, pricing: Pricing): OpenReceipt {
  return (purchaseId, cart) => {
    const { store, clock } = ports;
    const identity = store.identity.get();
    if (identity === null) return err(refusal('unavailable', 'The till is not enrolled yet.'));
    const before = store.receipt(purchaseId);
    if (before !== null && before.state !== 'open') {
      return err(refusal('receipt-closed', `Purchase ${purchaseId} is ${before.state}.`));
    }
    const receipt = receiptOf(cart, { store: identity.store, till: identity.till, purchaseId });
    if (!receipt.ok) return receipt;
    const nowMs = saleTimeMs(ports);
    const member = pricing.member(store, cart.member, nowMs, purchaseId);
    if (!member.ok) return member;
    const priced = pricing.price(receipt.value, member.value, before?.pack ?? null, nowMs);
    if (!priced.ok) return priced;
    const { quote, pack } = priced.value;
    if (before?.hold != null && before.memberId !== cart.member) {
      store.transaction((writer) => writer.releaseHold(purchaseId));
    }
    const wallMs = Math.round(clock.wallMs());
    store.carts.put({
      purchaseId,
      state: 'open',
      memberId: cart.member,
      // Until the first line lies there, a new pack may still take over.
      pack: receipt.value.lines.length === 0 ? null : pack.manifest.number,
      cart: receipt.value,
      quote,
      openedMs: before?.openedMs ?? wallMs,
      updatedMs: wallMs,
      hold: null,
    });
    return ok(quote);
  };
}
