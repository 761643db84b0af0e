import type { Migration } from '../../sqlite/migrate.ts';

/** Who the till is, its settings, how far each stream was read, and when it last heard from the hub. */
export const till: Migration = {
  version: 1,
  name: 'till',
  sql: `
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- complete: the last page taken was the last there was. complete_at_ms: hub time when that last was so.
CREATE TABLE cursors (
  stream TEXT PRIMARY KEY,
  cursor INTEGER NOT NULL CHECK (cursor >= 0),
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  complete_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  hub_time_ms INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  monotonic_ms REAL NOT NULL,
  boot_id TEXT NOT NULL
) STRICT;
`,
};
