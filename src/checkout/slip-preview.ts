import type { Slip } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { memberAfterPurchase } from '../loyalty/ledger/member-after-purchase.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { KeptSlips } from './kept-slips.ts';
import type { CheckoutPorts } from './ports.ts';
import type { Pricing } from './pricing.ts';
import { purchaseBody } from './purchase-body.ts';
import { saleMember, saleTimeMs } from './sale-member.ts';
import { slipOffers } from './slip-offers.ts';

export type SlipPreview = (purchaseId: string) => Result<Slip, Refusal>;

/** The slip as it would print if the open receipt were confirmed now. Books nothing. */
export function createSlipPreview(ports: CheckoutPorts, pricing: Pricing, slips: KeptSlips): SlipPreview {
  return (purchaseId) => {
    const known = ports.store.receipt(purchaseId);
    if (known === null) return err(refusal('unknown-purchase', `Purchase ${purchaseId} is not known here.`));
    if (known.state !== 'open') {
      return err(refusal('receipt-closed', `Purchase ${purchaseId} is ${known.state}.`));
    }
    const nowMs = saleTimeMs(ports);
    const member = pricing.member(ports.store, known.memberId, nowMs, purchaseId);
    if (!member.ok) return member;
    const priced = pricing.price(known.cart, member.value, known.pack, nowMs);
    if (!priced.ok) return priced;
    const { quote, pack, seen } = priced.value;
    const body = purchaseBody({
      operationId: 'preview',
      atMs: nowMs,
      receipt: known.cart,
      quote,
      member: member.value,
      program: pack.program,
      fiscal: { number: 'preview', time: known.cart.at },
      tenders: [],
      // A code is made when the sale is booked; nobody may copy it from a screen before.
      coupons: null,
      leases: [],
      seen,
    });
    const after =
      member.value === null
        ? null
        : saleMember(
            ports,
            {
              record: memberAfterPurchase(member.value.record, { ...body, operationId: 'preview' }),
              asOfMs: member.value.knownAtMs,
            },
            nowMs,
            member.value.held,
          );
    const language = ports.language();
    const facts = {
      receipt: known.cart,
      quote,
      program: pack.program,
      member: after,
      config: ports.store.config.get(),
      language,
      offline: ports.mode() !== 'online',
      nowMs,
      coupons: [],
      offers: slipOffers(pricing, { pack, member: after, quote, nowMs }, language),
    };
    return ok(slips(facts, ports.printing().profile).slip);
  };
}
