import { sql } from 'kysely';
import type { HubConnection } from '../connect.ts';

/** Ends, canary stores and authors of packs; what tills have staged; programs that wait for a second person. */
export async function createPackLifecycle(database: HubConnection): Promise<void> {
  await sql.raw(lifecycle).execute(database);
}

const lifecycle = `
ALTER TABLE packs ADD COLUMN ends_at_ms BIGINT, ADD COLUMN stores TEXT, ADD COLUMN author TEXT,
  ADD COLUMN approved_by TEXT;
ALTER TABLE tills ADD COLUMN staged_pack BIGINT;
CREATE TABLE pack_drafts (
  chain_id TEXT COLLATE "C" NOT NULL, draft_id TEXT COLLATE "C" NOT NULL, author TEXT NOT NULL,
  created_at_ms BIGINT NOT NULL, request TEXT NOT NULL, PRIMARY KEY (chain_id, draft_id)
);
`;
