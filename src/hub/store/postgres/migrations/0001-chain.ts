import { sql } from 'kysely';
import type { HubConnection } from '../connect.ts';
import { memberTables } from '../member-tables.ts';

/** The schema as SQLite has it after its ninth step; from here on both grow side by side. */
export async function createChain(database: HubConnection): Promise<void> {
  await sql.raw(chainTables).execute(database);
  await sql.raw(ledgerTables).execute(database);
  await memberTables(database, personTables);
}

// Texts are compared byte by byte (COLLATE "C"), as SQLite does: pages go on after a key, whatever the language of the
// database. JSON columns are text: they come back as they went in.
const chainTables = `
CREATE TABLE chains (
  chain_id TEXT COLLATE "C" PRIMARY KEY, name TEXT NOT NULL, config TEXT NOT NULL, created_at_ms BIGINT NOT NULL,
  generation TEXT NOT NULL, restores BIGINT NOT NULL, pack_floor BIGINT NOT NULL
);
CREATE TABLE signing_keys (
  chain_id TEXT COLLATE "C" NOT NULL, key_id TEXT COLLATE "C" NOT NULL, public_key TEXT NOT NULL UNIQUE,
  created_at_ms BIGINT NOT NULL, PRIMARY KEY (chain_id, key_id)
);
CREATE TABLE manager_tokens (
  chain_id TEXT COLLATE "C" NOT NULL, token_hash TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL,
  role TEXT NOT NULL, created_at_ms BIGINT NOT NULL, PRIMARY KEY (chain_id, token_hash), UNIQUE (chain_id, name)
);
CREATE TABLE stores (
  chain_id TEXT COLLATE "C" NOT NULL, store_id TEXT COLLATE "C" NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (chain_id, store_id)
);
CREATE TABLE tills (
  chain_id TEXT COLLATE "C" NOT NULL, till_id TEXT COLLATE "C" NOT NULL, store_id TEXT COLLATE "C" NOT NULL,
  name TEXT NOT NULL, public_key TEXT, epoch BIGINT NOT NULL, head TEXT NOT NULL, head_sequence BIGINT NOT NULL,
  machine TEXT, version TEXT, last_seen_at_ms BIGINT, members_cursor BIGINT NOT NULL,
  PRIMARY KEY (chain_id, till_id), FOREIGN KEY (chain_id, store_id) REFERENCES stores
);
CREATE TABLE enrol_codes (
  chain_id TEXT COLLATE "C" NOT NULL, selector TEXT COLLATE "C" NOT NULL, code_hash TEXT NOT NULL,
  till_id TEXT COLLATE "C" NOT NULL, expires_at_ms BIGINT NOT NULL, tries_left BIGINT NOT NULL,
  PRIMARY KEY (chain_id, selector)
);
CREATE TABLE stream_counters (
  chain_id TEXT COLLATE "C" NOT NULL, stream TEXT COLLATE "C" NOT NULL, cursor BIGINT NOT NULL,
  PRIMARY KEY (chain_id, stream)
);
CREATE TABLE changes (
  chain_id TEXT COLLATE "C" NOT NULL, stream TEXT COLLATE "C" NOT NULL, key TEXT COLLATE "C" NOT NULL,
  cursor BIGINT NOT NULL, PRIMARY KEY (chain_id, stream, key)
);
CREATE UNIQUE INDEX changes_by_cursor ON changes (chain_id, stream, cursor);
CREATE TABLE packs (
  chain_id TEXT COLLATE "C" NOT NULL, number BIGINT NOT NULL, program_id TEXT NOT NULL, manifest TEXT NOT NULL,
  signature TEXT NOT NULL, key_id TEXT NOT NULL, program TEXT NOT NULL, program_sha256 TEXT NOT NULL,
  activate_at_ms BIGINT NOT NULL, published_at_ms BIGINT NOT NULL, PRIMARY KEY (chain_id, number)
);
CREATE TABLE goods (
  chain_id TEXT COLLATE "C" NOT NULL, sku TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (chain_id, sku)
);
-- Nonces of signed requests, as long as their time would be taken.
CREATE TABLE nonces (
  chain_id TEXT COLLATE "C" NOT NULL, till_id TEXT COLLATE "C" NOT NULL, nonce TEXT COLLATE "C" NOT NULL,
  time_ms BIGINT NOT NULL, PRIMARY KEY (chain_id, till_id, nonce)
);
CREATE INDEX nonces_by_time ON nonces (chain_id, time_ms);
-- Which node runs a job now, and when it was last done to its end.
CREATE TABLE jobs (
  chain_id TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL, holder TEXT, held_until_ms BIGINT NOT NULL,
  done_at_ms BIGINT, PRIMARY KEY (chain_id, name)
);
`;

const ledgerTables = `
CREATE TABLE operations (
  chain_id TEXT COLLATE "C" NOT NULL, till_id TEXT COLLATE "C" NOT NULL, epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL, operation_id TEXT COLLATE "C", hash TEXT NOT NULL, payload TEXT NOT NULL,
  verdict TEXT NOT NULL, code TEXT, detail TEXT, received_at_ms BIGINT NOT NULL,
  PRIMARY KEY (chain_id, till_id, epoch, sequence)
);
CREATE UNIQUE INDEX operations_by_id ON operations (chain_id, operation_id) WHERE verdict = 'applied';
CREATE INDEX operations_refused ON operations (chain_id, till_id) WHERE verdict = 'refused';
CREATE INDEX operations_by_arrival ON operations (chain_id, received_at_ms);
CREATE TABLE purchases (
  chain_id TEXT COLLATE "C" NOT NULL, purchase_id TEXT COLLATE "C" NOT NULL, operation_id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (chain_id, purchase_id, operation_id)
);
CREATE TABLE returns (
  chain_id TEXT COLLATE "C" NOT NULL, purchase_operation TEXT COLLATE "C" NOT NULL,
  operation_id TEXT COLLATE "C" NOT NULL, lines TEXT NOT NULL, PRIMARY KEY (chain_id, purchase_operation, operation_id)
);
CREATE TABLE identifiers (
  chain_id TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, value TEXT COLLATE "C" NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL, PRIMARY KEY (chain_id, kind, value)
);
CREATE TABLE merged_members (
  chain_id TEXT COLLATE "C" NOT NULL, alias TEXT COLLATE "C" NOT NULL, target TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (chain_id, alias)
);
CREATE INDEX merged_members_by_target ON merged_members (chain_id, target);
CREATE TABLE promotion_uses (
  chain_id TEXT COLLATE "C" NOT NULL, promotion_id TEXT COLLATE "C" NOT NULL, uses BIGINT NOT NULL,
  PRIMARY KEY (chain_id, promotion_id)
);
CREATE TABLE coupons (
  chain_id TEXT COLLATE "C" NOT NULL, coupon_key TEXT COLLATE "C" NOT NULL, record TEXT NOT NULL, flag TEXT,
  PRIMARY KEY (chain_id, coupon_key)
);
CREATE INDEX coupons_flagged ON coupons (chain_id, coupon_key) WHERE flag IS NOT NULL;
CREATE TABLE audit_log (
  chain_id TEXT COLLATE "C" NOT NULL, at_ms BIGINT NOT NULL, operation_id TEXT COLLATE "C" NOT NULL,
  till_id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (chain_id, at_ms, operation_id)
);
`;

/** Every table with rows of one member: its key begins with the chain and the member. */
const personTables = {
  members: `
    state TEXT NOT NULL, first_name TEXT, phone_hash TEXT, phone_last4 TEXT, birthday TEXT, joined_at TEXT NOT NULL,
    tier TEXT, details TEXT NOT NULL, PRIMARY KEY (chain_id, member_id)`,
  member_phones: 'phone TEXT NOT NULL, PRIMARY KEY (chain_id, member_id)',
  member_spend: `
    operation_id TEXT COLLATE "C" NOT NULL, at_ms BIGINT NOT NULL, spend_minor BIGINT NOT NULL,
    purchases BIGINT NOT NULL, PRIMARY KEY (chain_id, member_id, operation_id)`,
  lots: `
    lot_id TEXT COLLATE "C" NOT NULL, wallet TEXT NOT NULL, earned_at TEXT NOT NULL, active_at TEXT NOT NULL,
    expires_at TEXT COLLATE "C", points BIGINT NOT NULL, remaining BIGINT NOT NULL,
    PRIMARY KEY (chain_id, member_id, lot_id)`,
  postings: `
    operation_id TEXT COLLATE "C" NOT NULL, leg BIGINT NOT NULL, wallet TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C" NOT NULL, lot_id TEXT COLLATE "C" NOT NULL, points BIGINT NOT NULL,
    PRIMARY KEY (chain_id, member_id, operation_id, leg)`,
  consents: `
    operation_id TEXT COLLATE "C" NOT NULL, version TEXT NOT NULL, text TEXT NOT NULL, agreed_at TEXT NOT NULL,
    PRIMARY KEY (chain_id, member_id, operation_id)`,
  erasures: 'at_ms BIGINT NOT NULL, cursor BIGINT NOT NULL, PRIMARY KEY (chain_id, member_id)',
};
