import type { Migration } from '../../../../sqlite/migrate.ts';

// Members that became one, and those that wait for a second person to say so. member_id: who stays.
export const memberMerges: Migration = {
  version: 14,
  name: 'member-merges',
  sql: `
CREATE TABLE member_merges (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, source TEXT NOT NULL, author TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL, approved_by TEXT, done_at_ms INTEGER, PRIMARY KEY (chain_id, member_id, source)
) STRICT, WITHOUT ROWID;
`,
};
