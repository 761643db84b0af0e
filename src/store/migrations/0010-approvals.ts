import type { Migration } from '../../sqlite/migrate.ts';

/** What managers allowed, and wrong tries of PINs: both must outlive the process. */
export const approvals: Migration = {
  version: 10,
  name: 'approvals',
  sql: `
-- One receipt of one member that a manager let through; gone when the receipt is closed.
CREATE TABLE approvals (
  purchase_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  staff TEXT NOT NULL,
  PRIMARY KEY (purchase_id, member_id)
) STRICT, WITHOUT ROWID;

-- change: of the PIN the tries were against; another one makes them void.
CREATE TABLE pin_tries (
  staff TEXT PRIMARY KEY,
  change INTEGER NOT NULL,
  wrong INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
