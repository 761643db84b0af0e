import type { Migration } from '../../sqlite/migrate.ts';

/** Members as the hub tells them, how they are found, and their points. */
export const members: Migration = {
  version: 2,
  name: 'members',
  sql: `
-- record: MemberRecord without its lots, JSON. as_of_ms: hub time at which it was read there.
CREATE TABLE members (
  id TEXT PRIMARY KEY,
  record TEXT NOT NULL,
  as_of_ms INTEGER NOT NULL
) STRICT;

-- kind: card | phone; a phone is kept as its keyed hash only.
CREATE TABLE identifiers (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  member_id TEXT NOT NULL REFERENCES members(id) ON DELETE CASCADE,
  PRIMARY KEY (kind, value, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identifiers_of_member ON identifiers(member_id);

CREATE TABLE lots (
  member_id TEXT NOT NULL REFERENCES members(id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  wallet TEXT NOT NULL,
  earned_at TEXT NOT NULL,
  active_at TEXT NOT NULL,
  expires_at TEXT,
  points INTEGER NOT NULL CHECK (points >= 0),
  remaining INTEGER NOT NULL,
  PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

-- Legs of this till's own operations; they outlive the member they name.
CREATE TABLE postings (
  operation_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  wallet TEXT NOT NULL,
  account TEXT NOT NULL,
  lot_id TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points <> 0),
  PRIMARY KEY (operation_id, ordinal)
) STRICT, WITHOUT ROWID;
`,
};
