import type { Migration } from '../../../../sqlite/migrate.ts';

// Keyed by unit: a unit spends from, asks for and gives back its own leases only. What is set aside of a member's points
// in all stands with the member. stop_list: members who may not spend while their till has no hub.
export const leases: Migration = {
  version: 10,
  name: 'leases',
  sql: `
CREATE TABLE leases (
  chain_id TEXT NOT NULL, unit_id TEXT NOT NULL, epoch INTEGER NOT NULL, lease_id TEXT NOT NULL,
  request_id TEXT NOT NULL, number INTEGER NOT NULL, member_id TEXT NOT NULL, wallet TEXT NOT NULL,
  points INTEGER NOT NULL, remaining INTEGER NOT NULL, life_ms INTEGER NOT NULL, visit INTEGER NOT NULL,
  granted_at_ms INTEGER NOT NULL, state TEXT NOT NULL, closed_at_ms INTEGER,
  PRIMARY KEY (chain_id, unit_id, epoch, lease_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX leases_open ON leases (chain_id, unit_id, epoch, number) WHERE state = 'open';
CREATE INDEX leases_closed ON leases (chain_id, unit_id, closed_at_ms) WHERE closed_at_ms IS NOT NULL;
CREATE TABLE stop_list (
  chain_id TEXT NOT NULL, member_id TEXT NOT NULL, since_ms INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (chain_id, member_id)
) STRICT, WITHOUT ROWID;
`,
};
