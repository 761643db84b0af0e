import type { Migration } from '../../../../sqlite/migrate.ts';

// The chain's audit log, as tills pushed it: it is read by time, and never changed.
export const audit: Migration = {
  version: 8,
  name: 'audit',
  sql: `
-- body: AuditRecord's body, JSON.
CREATE TABLE audit_log (
  chain_id TEXT NOT NULL, at_ms INTEGER NOT NULL, operation_id TEXT NOT NULL, till_id TEXT NOT NULL,
  body TEXT NOT NULL, PRIMARY KEY (chain_id, at_ms, operation_id)
) STRICT, WITHOUT ROWID;
`,
};
