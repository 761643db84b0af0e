import type { Migration } from '../../../../sqlite/migrate.ts';

// The phone lies apart from what tills get; operations keep their exact bytes, refused ones too.
export const membersLedger: Migration = {
  version: 2,
  name: 'members-ledger',
  sql: `
CREATE TABLE members (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, state TEXT NOT NULL, first_name TEXT, phone_hash TEXT,
  phone_last4 TEXT, birthday TEXT, joined_at TEXT NOT NULL, tier TEXT, details TEXT NOT NULL,
  PRIMARY KEY (chain_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE member_phones (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, phone TEXT NOT NULL, PRIMARY KEY (chain_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE identifiers (
  chain_id TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, member_id TEXT NOT NULL,
  PRIMARY KEY (chain_id, kind, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE member_spend (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, operation_id TEXT NOT NULL, at_ms INTEGER NOT NULL,
  spend_minor INTEGER NOT NULL, purchases INTEGER NOT NULL, PRIMARY KEY (chain_id, member_id, operation_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE lots (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, lot_id TEXT NOT NULL, wallet TEXT NOT NULL,
  earned_at TEXT NOT NULL, active_at TEXT NOT NULL, expires_at TEXT, points INTEGER NOT NULL,
  remaining INTEGER NOT NULL, PRIMARY KEY (chain_id, member_id, lot_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE postings (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, operation_id TEXT NOT NULL, leg INTEGER NOT NULL,
  wallet TEXT NOT NULL, account TEXT NOT NULL, lot_id TEXT NOT NULL, points INTEGER NOT NULL,
  PRIMARY KEY (chain_id, member_id, operation_id, leg)
) STRICT, WITHOUT ROWID;
CREATE TABLE operations (
  chain_id TEXT NOT NULL, till_id TEXT NOT NULL, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL,
  operation_id TEXT, hash TEXT NOT NULL, payload TEXT NOT NULL, verdict TEXT NOT NULL, code TEXT, detail TEXT,
  received_at_ms INTEGER NOT NULL, PRIMARY KEY (chain_id, till_id, epoch, sequence)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX operations_by_id ON operations (chain_id, operation_id) WHERE verdict = 'applied';
CREATE INDEX operations_refused ON operations (chain_id, till_id) WHERE verdict = 'refused';
`,
};
