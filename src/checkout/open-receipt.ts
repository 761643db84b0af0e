import type { PosReceipt } from '../contracts/pos-api.ts';
import type { Quote } from '../contracts/quote.ts';
import type { Receipt } from '../contracts/receipt.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { ladder } from '../contracts/till-status.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { CheckoutPorts } from './ports.ts';
import type { Priced, Pricing } from './pricing.ts';
import { receiptOf } from './receipt-of.ts';
import type { SaleGuard } from './sale-guard.ts';
import { saleTimeMs } from './sale-member.ts';

export type OpenReceipt = (purchaseId: string, cart: PosReceipt) => Result<Quote, Refusal>;

/** What a cart costs with a given pack, or with the active one. Writes nothing. */
function priceCart(
  ports: CheckoutPorts,
  pricing: Pricing,
  purchaseId: string,
  cart: PosReceipt,
  packNumber: number | null,
): Result<{ readonly receipt: Receipt; readonly priced: Priced }, Refusal> {
  const identity = ports.store.identity.get();
  if (identity === null) return err(refusal('unavailable', 'The till is not enrolled yet.'));
  const receipt = receiptOf(cart, { store: identity.store, till: identity.till, purchaseId });
  if (!receipt.ok) return receipt;
  const nowMs = saleTimeMs(ports);
  const member = pricing.member(ports.store, cart.member, nowMs, purchaseId);
  if (!member.ok) return member;
  const priced = pricing.price(receipt.value, member.value, packNumber, nowMs);
  return priced.ok ? ok({ receipt: receipt.value, priced: priced.value }) : priced;
}

/** Prices a cart for a caller that has no purchase yet; keeps nothing. */
export function createPriceOf(ports: CheckoutPorts, pricing: Pricing): OpenReceipt {
  return (purchaseId, cart) => {
    const priced = priceCart(ports, pricing, purchaseId, cart, null);
    return priced.ok ? ok(priced.value.priced.quote) : priced;
  };
}

/** Prices the whole cart and keeps it as the open receipt. May be called any number of times. */
export function createOpenReceipt(ports: CheckoutPorts, pricing: Pricing, guard: SaleGuard): OpenReceipt {
  return (purchaseId, given) => {
    const cashier = given.cashier ?? ports.cashier?.() ?? null;
    const cart = cashier === null ? given : { ...given, cashier };
    const { store, clock } = ports;
    const before = store.receipt(purchaseId);
    if (before !== null && before.state !== 'open') {
      return err(refusal('receipt-closed', `Purchase ${purchaseId} is ${before.state}.`));
    }
    const priced = priceCart(ports, pricing, purchaseId, cart, before?.pack ?? null);
    if (!priced.ok) return priced;
    const { receipt } = priced.value;
    const { quote, pack, member } = priced.value.priced;
    const refused = guard.refuse(store, { purchaseId, cashier, member: member?.record ?? null });
    if (refused !== null) return err(refused);
    // A till that can book nothing prices all the same; the sale is told whole once it can.
    if (!ladder[ports.mode()].book) return ok(quote);
    if (before?.hold != null && before.memberId !== cart.member) {
      store.transaction((writer) => writer.releaseHold(purchaseId));
    }
    const wallMs = Math.round(clock.wallMs());
    store.carts.put({
      purchaseId,
      state: 'open',
      memberId: cart.member,
      // Until the first line lies there, a new pack may still take over.
      pack: receipt.lines.length === 0 ? null : pack.manifest.number,
      cart: receipt,
      quote,
      openedMs: before?.openedMs ?? wallMs,
      updatedMs: wallMs,
      hold: null,
    });
    return ok(quote);
  };
}
