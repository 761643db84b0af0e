import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Identifiers lie in their own order alone. By which of them a member is found stands in the member's record, so an index by
 * member told nothing new, and it or the table was written in a random order whenever many members came.
 */
export const identifiersOnce: Migration = {
  version: 19,
  name: 'identifiers-once',
  sql: `
-- kind: card | phone; a phone is kept as its keyed hash only. Exactly those of the members' records.
CREATE TABLE identifiers_once (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (kind, value, member_id)
) STRICT, WITHOUT ROWID;
INSERT INTO identifiers_once SELECT kind, value, member_id FROM identifiers ORDER BY kind, value, member_id;
DROP TABLE identifiers;
ALTER TABLE identifiers_once RENAME TO identifiers;
`,
};
