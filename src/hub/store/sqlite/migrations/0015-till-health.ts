import type { Migration } from '../../../../sqlite/migrate.ts';

// health: JSON of what a till last said of itself.
export const tillHealth: Migration = {
  version: 15,
  name: 'till-health',
  sql: 'ALTER TABLE tills ADD COLUMN health TEXT;',
};
