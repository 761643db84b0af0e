import type { Migration } from '../../sqlite/migrate.ts';

/** What a rebuilt or newly enrolled till needs: where its journal has a gap, what it no longer counts, whom it still has to forget. */
export const journalGaps: Migration = {
  version: 12,
  name: 'journal-gaps',
  sql: `
-- Operations up to this one are not all here; the journal goes on behind it. hash: of that operation, where it is known.
CREATE TABLE journal_anchors (
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  hash TEXT,
  PRIMARY KEY (epoch, sequence)
) STRICT, WITHOUT ROWID;

-- Operations as they once stood in the journal, before they got another number in it. at_ms: when that was.
CREATE TABLE journal_set_aside (
  id INTEGER PRIMARY KEY,
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  operation_id TEXT NOT NULL,
  payload TEXT NOT NULL,
  hash TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX set_aside_operations ON journal_set_aside(operation_id);

-- Erased members whose traces may still lie in copies of this file.
CREATE TABLE erased_members (
  member_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
`,
};
