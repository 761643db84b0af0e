import type { Migration } from '../../../../sqlite/migrate.ts';

// stores: JSON list of the canary stores, null for every store. staged_pack: the highest pack a till said it has checked.
export const packLifecycle: Migration = {
  version: 12,
  name: 'pack-lifecycle',
  sql: `
ALTER TABLE packs ADD COLUMN ends_at_ms INTEGER;
ALTER TABLE packs ADD COLUMN stores TEXT;
ALTER TABLE packs ADD COLUMN author TEXT;
ALTER TABLE packs ADD COLUMN approved_by TEXT;
ALTER TABLE tills ADD COLUMN staged_pack INTEGER;
CREATE TABLE pack_drafts (
  chain_id TEXT NOT NULL, draft_id TEXT NOT NULL, author TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
  request TEXT NOT NULL, PRIMARY KEY (chain_id, draft_id)
) STRICT, WITHOUT ROWID;
`,
};
