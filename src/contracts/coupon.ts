import { z } from 'zod';

const code = z.string().min(1).max(64);
const id = z.string().min(1).max(64);

/** A coupon as a purchase issues it. `validUntil`: the last day, in the program's time zone. */
export const issuedCouponSchema = z.strictObject({
  code,
  series: id,
  promotion: id,
  validUntil: z.iso.date(),
});
export type IssuedCoupon = z.infer<typeof issuedCouponSchema>;

/** Coupons of series that a purchase made and used up. Common codes such as `SPRING` are no part of it. */
export const purchaseCouponsSchema = z.strictObject({
  issued: z.array(issuedCouponSchema).max(100),
  used: z.array(z.strictObject({ code, series: id })).max(100),
});
export type PurchaseCoupons = z.infer<typeof purchaseCouponsSchema>;

/** Codes that a return makes void, because the purchase that issued them came back whole, and that it gives back. */
export const returnCouponsSchema = z.strictObject({
  voided: z.array(code).max(100),
  restored: z.array(code).max(100),
});
export type ReturnCoupons = z.infer<typeof returnCouponsSchema>;

/**
 * A coupon as hub and tills keep it. Facts only, so that they may arrive in any order: the state follows from them
 * (loyalty/ledger/coupons.ts). `validUntil` and `issuedBy` are null while only a use is known.
 */
export const couponRecordSchema = z.strictObject({
  code,
  series: id,
  /** To whom it was issued; whoever has the code may use it, unless its promotion says otherwise. */
  member: id.nullable(),
  promotion: id.nullable(),
  validUntil: z.iso.date().nullable(),
  /** Operation that issued it. */
  issuedBy: z.uuid().nullable(),
  /** The purchase that issued it came back whole. */
  voided: z.boolean(),
  /** Operations that used it up and were not returned: two are one too many. */
  uses: z.array(z.uuid()).max(1000),
});
export type CouponRecord = z.infer<typeof couponRecordSchema>;

/** What can be said of a code. `expired` depends on the day, the others on the record alone. */
export const couponStateSchema = z.enum(['valid', 'used', 'void', 'expired', 'unknown']);
export type CouponState = z.infer<typeof couponStateSchema>;
