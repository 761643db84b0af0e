import type { Migration } from '../../../../sqlite/migrate.ts';

// Receipts of a push lie together in one compressed block (`journal-blocks.ts`): alike as they are, they take a part of their
// space, and a commit writes as much less. `block_sequence`, `place`: where the row's payload is; null where it stands in the row.
export const journalBlocks: Migration = {
  version: 16,
  name: 'journal-blocks',
  sql: `
CREATE TABLE journal_blocks (
  chain_id TEXT NOT NULL, till_id TEXT NOT NULL, epoch INTEGER NOT NULL, first_sequence INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (chain_id, till_id, epoch, first_sequence)
) STRICT;
ALTER TABLE operations ADD COLUMN block_sequence INTEGER;
ALTER TABLE operations ADD COLUMN place INTEGER;
`,
};
