import type { Migration } from '../../../../sqlite/migrate.ts';

// Uses of promotions with a limit over all members. One row a promotion: keyed by no member.
export const promotionUses: Migration = {
  version: 6,
  name: 'promotion-uses',
  sql: `
CREATE TABLE promotion_uses (
  chain_id TEXT NOT NULL, promotion_id TEXT NOT NULL, uses INTEGER NOT NULL, PRIMARY KEY (chain_id, promotion_id)
) STRICT, WITHOUT ROWID;
`,
};
