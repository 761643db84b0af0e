import type { Migration } from '../../../../sqlite/migrate.ts';

// generation: which life of these data this is; a restored backup is another one. restores: how many there were.
// pack_floor: packs get higher numbers than this, because the tills of a restored hub have seen lower ones.
export const generation: Migration = {
  version: 3,
  name: 'generation',
  sql: `
ALTER TABLE chains ADD COLUMN generation TEXT NOT NULL DEFAULT '';
ALTER TABLE chains ADD COLUMN restores INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chains ADD COLUMN pack_floor INTEGER NOT NULL DEFAULT 0;
UPDATE chains SET generation = lower(hex(randomblob(16)));
`,
};
