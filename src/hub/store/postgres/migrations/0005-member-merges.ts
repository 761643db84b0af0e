import type { HubConnection } from '../connect.ts';
import { memberTables } from '../member-tables.ts';

/** Members that became one, and those that wait for a second person to say so. member_id: who stays. */
export const createMemberMerges = (database: HubConnection): Promise<void> =>
  memberTables(database, {
    member_merges: `source TEXT COLLATE "C" NOT NULL, author TEXT NOT NULL, created_at_ms BIGINT NOT NULL,
      approved_by TEXT, done_at_ms BIGINT, PRIMARY KEY (chain_id, member_id, source)`,
  });
