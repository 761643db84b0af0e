import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Carts move to a file of their own; what stays here of a closed purchase is that it is closed, and by which operation:
 * its cart and quote stand in the journal. Receipts that hold points are kept whole, as a power cut must not lose them.
 */
export const closedPurchases: Migration = {
  version: 6,
  name: 'closed-purchases',
  sql: `
CREATE TABLE purchases (
  purchase_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('confirmed', 'cancelled')),
  operation_id TEXT NOT NULL,
  fiscal_number TEXT,
  fiscal_time TEXT,
  closed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO purchases SELECT purchase_id, state, coalesce(operation_id, ''), fiscal_number, fiscal_time, updated_ms
  FROM receipts WHERE state <> 'open';
-- One fiscal receipt earns once, whatever purchase id a register gives it.
CREATE UNIQUE INDEX fiscal_purchases ON purchases(fiscal_number, fiscal_time) WHERE state = 'confirmed';

-- cart: Receipt, quote: Quote, JSON. The hold: points of a wallet taken out of what the member can spend; null: none.
CREATE TABLE held_receipts (
  purchase_id TEXT PRIMARY KEY,
  member_id TEXT,
  pack INTEGER,
  cart TEXT NOT NULL,
  quote TEXT NOT NULL,
  opened_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  hold_wallet TEXT,
  hold_points INTEGER CHECK (hold_points > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO held_receipts SELECT purchase_id, member_id, pack, cart, quote, opened_ms, updated_ms, NULL, NULL
  FROM receipts WHERE state = 'open';
DROP TABLE receipts;
`,
};
