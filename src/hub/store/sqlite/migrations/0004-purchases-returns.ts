import type { Migration } from '../../../../sqlite/migrate.ts';

// Registers number purchases as they like, so two tills may use one number: the operation tells them apart. `lines` is
// JSON: [{id, quantity}].
export const purchasesReturns: Migration = {
  version: 4,
  name: 'purchases-returns',
  sql: `
CREATE TABLE purchases (
  chain_id TEXT NOT NULL, purchase_id TEXT NOT NULL, operation_id TEXT NOT NULL,
  PRIMARY KEY (chain_id, purchase_id, operation_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE returns (
  chain_id TEXT NOT NULL, purchase_operation TEXT NOT NULL, operation_id TEXT NOT NULL, lines TEXT NOT NULL,
  PRIMARY KEY (chain_id, purchase_operation, operation_id)
) STRICT, WITHOUT ROWID;
`,
};
