import type { Migration } from '../../../../sqlite/migrate.ts';

// Every table leads with chain_id and member tables go on with member_id, so that a distributed database can
// shard by them. Instants are milliseconds of hub time; JSON columns are text.
export const chainTills: Migration = {
  version: 1,
  name: 'chain-tills',
  sql: `
CREATE TABLE chains (
  chain_id TEXT PRIMARY KEY, name TEXT NOT NULL, config TEXT NOT NULL, created_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE signing_keys (
  chain_id TEXT NOT NULL REFERENCES chains, key_id TEXT NOT NULL, public_key TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL, PRIMARY KEY (chain_id, key_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE manager_tokens (
  chain_id TEXT NOT NULL REFERENCES chains, token_hash TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL, PRIMARY KEY (chain_id, token_hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE stores (
  chain_id TEXT NOT NULL REFERENCES chains, store_id TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (chain_id, store_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE tills (
  chain_id TEXT NOT NULL, till_id TEXT NOT NULL, store_id TEXT NOT NULL, name TEXT NOT NULL,
  public_key TEXT, epoch INTEGER NOT NULL, head TEXT NOT NULL, head_sequence INTEGER NOT NULL,
  machine TEXT, version TEXT, last_seen_at_ms INTEGER,
  PRIMARY KEY (chain_id, till_id), FOREIGN KEY (chain_id, store_id) REFERENCES stores
) STRICT, WITHOUT ROWID;
CREATE TABLE enrol_codes (
  chain_id TEXT NOT NULL, selector TEXT NOT NULL, code_hash TEXT NOT NULL, till_id TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL, tries_left INTEGER NOT NULL,
  PRIMARY KEY (chain_id, selector), FOREIGN KEY (chain_id, till_id) REFERENCES tills
) STRICT, WITHOUT ROWID;
CREATE TABLE stream_counters (
  chain_id TEXT NOT NULL REFERENCES chains, stream TEXT NOT NULL, cursor INTEGER NOT NULL,
  PRIMARY KEY (chain_id, stream)
) STRICT, WITHOUT ROWID;
CREATE TABLE changes (
  chain_id TEXT NOT NULL, stream TEXT NOT NULL, key TEXT NOT NULL, cursor INTEGER NOT NULL,
  PRIMARY KEY (chain_id, stream, key)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX changes_by_cursor ON changes (chain_id, stream, cursor);
CREATE TABLE packs (
  chain_id TEXT NOT NULL, number INTEGER NOT NULL, program_id TEXT NOT NULL, manifest TEXT NOT NULL,
  signature TEXT NOT NULL, key_id TEXT NOT NULL, program TEXT NOT NULL, program_sha256 TEXT NOT NULL,
  activate_at_ms INTEGER NOT NULL, published_at_ms INTEGER NOT NULL, PRIMARY KEY (chain_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE goods (
  chain_id TEXT NOT NULL, sku TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (chain_id, sku)
) STRICT, WITHOUT ROWID;
`,
};
