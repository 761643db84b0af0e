import type { Migration } from '../../../../sqlite/migrate.ts';

// Members that were erased: their row in `members` stays without the person, so that late sales find an account. cursor:
// place of the tombstone in the stream. members_cursor: from where a till asked last, so it has all up to there.
export const erasures: Migration = {
  version: 9,
  name: 'erasures',
  sql: `
CREATE TABLE erasures (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, at_ms INTEGER NOT NULL, cursor INTEGER NOT NULL,
  PRIMARY KEY (chain_id, member_id)
) STRICT, WITHOUT ROWID;
ALTER TABLE tills ADD COLUMN members_cursor INTEGER NOT NULL DEFAULT 0;
`,
};
