import type { CouponRecord } from '../../../contracts/coupon.ts';
import type { SqliteDatabase } from '../../../sqlite/database.ts';
import type { CouponWithUses, HubStore } from '../hub-store.ts';
import { readCoupon, readFlagged, readUsesOf } from './coupon-tables.ts';

/** What managers ask about coupons. */
export function couponMethods(
  database: SqliteDatabase,
  chainId: string,
): Pick<HubStore, 'coupon' | 'flaggedCoupons'> {
  const withUses = (record: CouponRecord): CouponWithUses => {
    const { issuedBy, uses } = record;
    return {
      record,
      issuedBy: issuedBy === null ? null : (readUsesOf(database, chainId, [issuedBy])[0] ?? null),
      uses: readUsesOf(database, chainId, uses),
    };
  };
  return {
    coupon: async (key) => {
      const record = readCoupon(database, chainId, key);
      return record === null ? null : withUses(record);
    },
    flaggedCoupons: async (afterKey, limit) => readFlagged(database, chainId, afterKey, limit).map(withUses),
  };
}
