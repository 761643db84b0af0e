import { sql } from 'kysely';
import type { HubConnection } from '../connect.ts';

/** Members that became one, and those that wait for a second person to say so. Found by the one that goes. */
export async function createMemberMerges(database: HubConnection): Promise<void> {
  await sql.raw(merges).execute(database);
}

const merges = `
CREATE TABLE member_merges (
  chain_id TEXT COLLATE "C" NOT NULL, source TEXT COLLATE "C" NOT NULL, target TEXT NOT NULL, author TEXT NOT NULL,
  created_at_ms BIGINT NOT NULL, approved_by TEXT, done_at_ms BIGINT, PRIMARY KEY (chain_id, source)
);
`;
