import { sql } from 'kysely';
import type { HubConnection } from '../connect.ts';

/** How far the quotes of every journal were made again, and those that came out otherwise. */
export async function createReplays(database: HubConnection): Promise<void> {
  await sql.raw(replayTables).execute(database);
}

const replayTables = `
CREATE TABLE replays (
  chain_id TEXT COLLATE "C" NOT NULL, till_id TEXT COLLATE "C" NOT NULL, epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL, PRIMARY KEY (chain_id, till_id, epoch)
);
CREATE TABLE receipt_flags (
  chain_id TEXT COLLATE "C" NOT NULL, till_id TEXT COLLATE "C" NOT NULL, epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL, found_at_ms BIGINT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (chain_id, till_id, epoch, sequence)
);
CREATE INDEX receipt_flags_by_time ON receipt_flags (chain_id, found_at_ms);
`;
