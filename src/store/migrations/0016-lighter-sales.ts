import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Fewer pages for a sale to write. Answers are long and their keys are random: they lie in the order in which they were
 * given, with the keys in an index of their own. Legs are only ever read all together, and nobody asks what waits for
 * the hub by its member any more.
 */
export const lighterSales: Migration = {
  version: 16,
  name: 'lighter-sales',
  sql: `
CREATE TABLE answers_in_order (
  operation_id TEXT PRIMARY KEY,
  body_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  member_id TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO answers_in_order SELECT operation_id, body_hash, answer, member_id, at_ms FROM answers ORDER BY at_ms;
DROP TABLE answers;
ALTER TABLE answers_in_order RENAME TO answers;
CREATE INDEX answers_of_member ON answers(member_id) WHERE member_id IS NOT NULL;

CREATE TABLE legs (
  operation_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  wallet TEXT NOT NULL,
  account TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points <> 0)
) STRICT;
INSERT INTO legs SELECT operation_id, ordinal, member_id, wallet, account, lot_id, points FROM postings;
DROP TABLE postings;
ALTER TABLE legs RENAME TO postings;

DROP INDEX outbox_of_member;
`,
};
