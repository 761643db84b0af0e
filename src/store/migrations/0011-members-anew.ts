import type { Migration } from '../../sqlite/migrate.ts';

/** Records of members say now whether they are gift cards: what an older version left aside is read again. */
export const membersAnew: Migration = {
  version: 11,
  name: 'members-anew',
  sql: `UPDATE cursors SET cursor = 0, complete = 0 WHERE stream = 'members';`,
};
