import type { Migration } from '../../../../sqlite/migrate.ts';

// Coupons of series. `record` is JSON (CouponRecord); `flag` says why a person should look: it was used twice, say.
export const coupons: Migration = {
  version: 7,
  name: 'coupons',
  sql: `
CREATE TABLE coupons (
  chain_id TEXT NOT NULL, coupon_key TEXT NOT NULL, record TEXT NOT NULL, flag TEXT,
  PRIMARY KEY (chain_id, coupon_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX coupons_flagged ON coupons (chain_id, coupon_key) WHERE flag IS NOT NULL;
`,
};
