import type { Migration } from '../../sqlite/migrate.ts';

/** The hash-chained journal, what of it the hub has not answered yet, and what could not be taken. */
export const journal: Migration = {
  version: 5,
  name: 'journal',
  sql: `
-- payload: canonical JSON of an Operation. hash = SHA-256(previous hash as 32 bytes, payload as UTF-8), hex.
CREATE TABLE journal (
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  operation_id TEXT NOT NULL UNIQUE,
  member_id TEXT,
  at_ms INTEGER NOT NULL,
  payload TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (epoch, sequence)
) STRICT;
CREATE INDEX journal_of_member ON journal(member_id, epoch, sequence) WHERE member_id IS NOT NULL;

-- spent: points taken, by wallet, JSON; bounds what may be spent offline.
CREATE TABLE outbox (
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  member_id TEXT,
  spent TEXT NOT NULL,
  PRIMARY KEY (epoch, sequence),
  FOREIGN KEY (epoch, sequence) REFERENCES journal(epoch, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_of_member ON outbox(member_id) WHERE member_id IS NOT NULL;

-- source: push (an operation the hub refused) | pull (a change that cannot be read here).
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL CHECK (source IN ('push', 'pull')),
  stream TEXT,
  key TEXT NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX quarantine_once ON quarantine(source, coalesce(stream, ''), key);
`,
};
