import type { Migration } from '../../sqlite/migrate.ts';

/** Receipts, the stored answers of writing calls, and the slips to print. */
export const receipts: Migration = {
  version: 4,
  name: 'receipts',
  sql: `
-- cart: Receipt, quote: Quote, JSON. pack: of the first line, kept to the end.
CREATE TABLE receipts (
  purchase_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'cancelled')),
  member_id TEXT,
  pack INTEGER,
  cart TEXT NOT NULL,
  quote TEXT NOT NULL,
  net_minor INTEGER NOT NULL,
  opened_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  operation_id TEXT,
  fiscal_number TEXT,
  fiscal_time TEXT
) STRICT;
CREATE INDEX open_receipts ON receipts(opened_ms) WHERE state = 'open';
-- One fiscal receipt earns once, whatever purchase id a register gives it.
CREATE UNIQUE INDEX fiscal_receipts ON receipts(fiscal_number, fiscal_time) WHERE state = 'confirmed';

-- body_hash: SHA-256 of call and body; the same id with another body is refused for ever.
CREATE TABLE answers (
  operation_id TEXT PRIMARY KEY,
  body_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  member_id TEXT,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_of_member ON answers(member_id) WHERE member_id IS NOT NULL;

CREATE TABLE print_jobs (
  id TEXT PRIMARY KEY,
  purchase_id TEXT NOT NULL,
  member_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'confirmed', 'unknown', 'failed')),
  reason TEXT,
  bytes BLOB NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_print_jobs ON print_jobs(created_ms) WHERE state = 'queued';
CREATE INDEX print_jobs_of_member ON print_jobs(member_id) WHERE member_id IS NOT NULL;
`,
};
