import type { Migration } from '../../sqlite/migrate.ts';

/** Changing codes of apps that this till took, so that a restart does not make a photographed one good again. */
export const usedCodes: Migration = {
  version: 17,
  name: 'used-codes',
  sql: `
-- card: a keyed hash of the kind of code and the card, never the number itself. counter: the newest that was taken.
-- until_ms: wall time from which neither it nor an older one is taken for its age.
CREATE TABLE used_codes (
  card TEXT PRIMARY KEY,
  counter INTEGER NOT NULL CHECK (counter >= 0),
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
