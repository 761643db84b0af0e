import type { Migration } from '../../../../sqlite/migrate.ts';

// An alias is the id a till gave to a person who was a member already; operations under it belong to `member_id`.
export const enrolments: Migration = {
  version: 5,
  name: 'enrolments',
  sql: `
CREATE TABLE consents (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, operation_id TEXT NOT NULL, version TEXT NOT NULL,
  text TEXT NOT NULL, agreed_at TEXT NOT NULL, PRIMARY KEY (chain_id, member_id, operation_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE merged_members (
  chain_id TEXT NOT NULL, alias TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (chain_id, alias)
) STRICT, WITHOUT ROWID;
`,
};
