import type { CouponRecord } from '../../contracts/coupon.ts';
import type { Operation, PurchaseBody } from '../../contracts/sync.ts';
import { couponsUndone } from '../../loyalty/ledger/return-body.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { couponKey } from '../../shared/coupon-code.ts';
import type { BookedPurchase } from '../store/records.ts';
import type { OperationRefusal } from './read-operation.ts';

const mismatch = (detail: string): OperationRefusal => ({ code: 'quote-mismatch', detail });

/**
 * Whether an operation makes exactly the coupons that its quote promised, uses up only those that the quote applied,
 * and undoes those of the purchase it returns. A coupon used elsewhere already is no fault: the goods are gone, the
 * sale stands, and the coupon is flagged. Null when all holds.
 */
export function checkCoupons(
  operation: Operation,
  known: ReadonlyMap<string, CouponRecord>,
  purchase: BookedPurchase | undefined,
): OperationRefusal | null {
  if (operation.kind === 'purchase') return checkMadeAndUsed(operation.id, operation.body, known);
  if (operation.kind !== 'return' || operation.body.coupons === undefined) return null;
  const { body } = operation;
  const bought = purchase?.body.coupons;
  if (!body.whole || bought === undefined) return mismatch('Only a whole return undoes coupons.');
  return canonicalJson(body.coupons) === canonicalJson(couponsUndone(bought))
    ? null
    : mismatch('The coupons are not those of the purchase.');
}

function checkMadeAndUsed(
  operationId: string,
  { coupons, quote }: PurchaseBody,
  known: ReadonlyMap<string, CouponRecord>,
): OperationRefusal | null {
  if (coupons === undefined) return null;
  const { issued, used } = coupons;
  const told = (one: { promotion: string; series: string; validUntil: string }): string =>
    canonicalJson([one.promotion, one.series, one.validUntil]);
  if (canonicalJson(issued.map(told)) !== canonicalJson(quote.coupons.map(told))) {
    return mismatch('The coupons made are not those the quote promised.');
  }
  const applied = new Set(
    quote.applied.flatMap(({ coupon }) => (coupon === undefined ? [] : couponKey(coupon))),
  );
  const stray = used.find(({ code }) => !applied.has(couponKey(code)));
  if (stray !== undefined) return mismatch(`No promotion of the quote used coupon ${stray.code}.`);
  const taken = issued.find(({ code }) => {
    const issuedBy = known.get(couponKey(code))?.issuedBy ?? null;
    return issuedBy !== null && issuedBy !== operationId;
  });
  if (taken !== undefined) return mismatch(`Coupon ${taken.code} was made by another operation.`);
  return null;
}
