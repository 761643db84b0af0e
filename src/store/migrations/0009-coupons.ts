import type { Migration } from '../../sqlite/migrate.ts';

/** Coupons of series: what is known of each, and which own operations touched it. */
export const coupons: Migration = {
  version: 9,
  name: 'coupons',
  sql: `
-- key: the code in upper case. record: CouponRecord, JSON. member_id: to whom it was issued.
CREATE TABLE coupons (
  key TEXT PRIMARY KEY,
  record TEXT NOT NULL,
  member_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX coupons_of_member ON coupons (member_id) WHERE member_id IS NOT NULL;
-- Own operations that issued, used or gave back a coupon: applied again on top of what the hub tells.
CREATE TABLE coupon_operations (
  key TEXT NOT NULL,
  operation_id TEXT NOT NULL,
  PRIMARY KEY (key, operation_id)
) STRICT, WITHOUT ROWID;
`,
};
