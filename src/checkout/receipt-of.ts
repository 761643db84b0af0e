import type { PosReceipt } from '../contracts/pos-api.ts';
import type { Receipt } from '../contracts/receipt.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { COUPON_QR_PREFIX } from '../shared/coupon-code.ts';
import { err, ok, type Result } from '../shared/result.ts';

type Place = { readonly store: string; readonly till: string; readonly purchaseId: string };

/** The engine's receipt: what the register left out is filled in, what it gave must agree. */
export function receiptOf(cart: PosReceipt, place: Place): Result<Receipt, Refusal> {
  const faults = (['purchaseId', 'store', 'till'] as const)
    .filter((field) => cart[field] !== undefined && cart[field] !== place[field])
    .map((field) => ({
      path: field,
      message: `This is ${String(cart[field])}, but the call goes to ${place[field]}.`,
    }));
  if (faults.length > 0) {
    return err(refusal('invalid', 'The receipt names another purchase, store or till.', faults));
  }
  const { member: _member, coupons, ...receipt } = cart;
  return ok({ ...receipt, ...place, coupons: coupons.map(codeOf) });
}

/** A register may hand over the whole text of a coupon's QR. */
const codeOf = (text: string): string =>
  text.startsWith(COUPON_QR_PREFIX) && text.length > COUPON_QR_PREFIX.length
    ? text.slice(COUPON_QR_PREFIX.length)
    : text;
