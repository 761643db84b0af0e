import type { Migration } from '../../../../sqlite/migrate.ts';

// Members that became one, and those that wait for a second person to say so. Found by the one that goes.
export const memberMerges: Migration = {
  version: 14,
  name: 'member-merges',
  sql: `
CREATE TABLE member_merges (
  chain_id TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, author TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL, approved_by TEXT, done_at_ms INTEGER, PRIMARY KEY (chain_id, source)
) STRICT, WITHOUT ROWID;
`,
};
