import type { Migration } from '../../../../sqlite/migrate.ts';

// replays: up to which sequence of a till's journal the quotes were made again. receipt_flags: those that came out
// otherwise; the receipts themselves stay as they are.
export const replays: Migration = {
  version: 11,
  name: 'replays',
  sql: `
CREATE TABLE replays (
  chain_id TEXT NOT NULL, till_id TEXT NOT NULL, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL,
  PRIMARY KEY (chain_id, till_id, epoch)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipt_flags (
  chain_id TEXT NOT NULL, till_id TEXT NOT NULL, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL,
  found_at_ms INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (chain_id, till_id, epoch, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_flags_by_time ON receipt_flags (chain_id, found_at_ms);
`,
};
