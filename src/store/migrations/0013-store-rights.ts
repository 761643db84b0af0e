import type { Migration } from '../../sqlite/migrate.ts';

/** Rights to spend offline that the tills of one store have passed to each other. */
export const storeRights: Migration = {
  version: 13,
  name: 'store-rights',
  sql: `
-- Sums by member and wallet, in 10^-scale points.
CREATE TABLE store_rights (
  member_id TEXT NOT NULL,
  wallet TEXT NOT NULL,
  received INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),
  given INTEGER NOT NULL DEFAULT 0 CHECK (given >= 0),
  PRIMARY KEY (member_id, wallet)
) STRICT, WITHOUT ROWID;

-- asked: not answered yet, points is what was asked for. given: answered again the same way if asked again.
CREATE TABLE store_transfers (
  transfer_id TEXT PRIMARY KEY,
  direction TEXT NOT NULL CHECK (direction IN ('asked', 'given')),
  peer TEXT NOT NULL,
  member_id TEXT NOT NULL,
  wallet TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points >= 0),
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX store_transfers_by_time ON store_transfers(at_ms);
`,
};
