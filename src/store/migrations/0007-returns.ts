import type { Migration } from '../../sqlite/migrate.ts';

/** What came back of which purchase, as far as this till took it. */
export const returns: Migration = {
  version: 7,
  name: 'returns',
  sql: `
-- purchase_operation: the operation that booked the purchase, here or elsewhere. lines: [{id, quantity}], JSON.
CREATE TABLE returns (
  purchase_operation TEXT NOT NULL,
  operation_id TEXT NOT NULL,
  lines TEXT NOT NULL,
  PRIMARY KEY (purchase_operation, operation_id)
) STRICT, WITHOUT ROWID;
`,
};
