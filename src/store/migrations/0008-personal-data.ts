import type { Migration } from '../../sqlite/migrate.ts';

/** Personal data of enrolments the hub has not taken yet; it lies nowhere else and is deleted with the verdict. */
export const personalData: Migration = {
  version: 8,
  name: 'personal-data',
  sql: `
-- body: PersonalData, JSON.
CREATE TABLE personal_data (
  operation_id TEXT PRIMARY KEY,
  member_id TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
