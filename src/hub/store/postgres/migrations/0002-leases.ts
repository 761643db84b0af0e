import { sql } from 'kysely';
import type { HubConnection } from '../connect.ts';
import { memberTables } from '../member-tables.ts';

/** Points set aside for units, keyed by unit, which alone asks for them, spends them and gives them back; the stop-list. */
export async function createLeases(database: HubConnection): Promise<void> {
  await sql.raw(leaseTables).execute(database);
  await memberTables(database, {
    stop_list: 'since_ms BIGINT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (chain_id, member_id)',
  });
}

const leaseTables = `
CREATE TABLE leases (
  chain_id TEXT COLLATE "C" NOT NULL, unit_id TEXT COLLATE "C" NOT NULL, epoch BIGINT NOT NULL,
  lease_id TEXT COLLATE "C" NOT NULL, request_id TEXT COLLATE "C" NOT NULL, number BIGINT NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL, wallet TEXT COLLATE "C" NOT NULL, points BIGINT NOT NULL,
  remaining BIGINT NOT NULL, life_ms BIGINT NOT NULL, visit BIGINT NOT NULL, granted_at_ms BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL, closed_at_ms BIGINT, PRIMARY KEY (chain_id, unit_id, epoch, lease_id)
);
CREATE INDEX leases_open ON leases (chain_id, unit_id, epoch, number) WHERE state = 'open';
CREATE INDEX leases_closed ON leases (chain_id, unit_id, closed_at_ms) WHERE closed_at_ms IS NOT NULL;
`;
