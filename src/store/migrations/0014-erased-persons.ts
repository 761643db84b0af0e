import type { Migration } from '../../sqlite/migrate.ts';

/** Why a member is to be forgotten in copies: a person who asked for it (1), or an id that was merged into another (0). */
export const erasedPersons: Migration = {
  version: 14,
  name: 'erased-persons',
  sql: 'ALTER TABLE erased_members ADD COLUMN person INTEGER NOT NULL DEFAULT 0;',
};
