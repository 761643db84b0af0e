import { createHash } from 'node:crypto';
import type { SqliteDatabase, SqliteReader, SqliteWriter } from './database.ts';
import { DatabaseFailure } from './database-failure.ts';

/**
 * One step of a schema. `version` counts 1, 2, 3 … without a gap. `sql` is a constant script without BEGIN or COMMIT;
 * `moveData` does what SQL alone cannot. A published migration is never edited: its checksum is stored.
 */
export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly moveData?: (writer: SqliteWriter) => void;
};

const createRecords = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT`;

/**
 * Brings the file up to the newest migration, each in its own transaction together with its record, so that a kill at
 * any statement leaves a whole version. Answers how many ran. Throws `DatabaseFailure` `newer-than-code` when the file
 * was written by a later program, `migration-changed` when history was edited; the data is untouched in both cases.
 */
export function migrate(database: SqliteDatabase, migrations: readonly Migration[]): number {
  refuseGaps(migrations);
  // Where nothing is to do nothing is written: a full disk must not keep a till from starting.
  if (!hasRecords(database)) database.transaction((writer) => writer.script(createRecords));
  const done = refuseForeignHistory(database, migrations);
  let ran = 0;
  for (const migration of migrations) {
    if (done.has(migration.version)) continue;
    if (database.transaction((writer) => runOnce(writer, migration))) ran += 1;
  }
  return ran;
}

/** Two processes may start at once: inside the write lock the record decides. */
function runOnce(writer: SqliteWriter, migration: Migration): boolean {
  const record = writer.get('SELECT 1 FROM schema_migrations WHERE version = ?', [migration.version]);
  if (record !== undefined) return false;
  writer.script(migration.sql);
  migration.moveData?.(writer);
  writer.run('INSERT INTO schema_migrations (version, name, checksum) VALUES (?, ?, ?)', [
    migration.version,
    migration.name,
    checksum(migration),
  ]);
  return true;
}

function refuseGaps(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    if (migration.version === index + 1) return;
    throw new Error(`migration ${migration.name} has version ${migration.version}, expected ${index + 1}`);
  });
}

const hasRecords = (reader: SqliteReader): boolean =>
  reader.get("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'") !== undefined;

/** The versions that ran. */
function refuseForeignHistory(reader: SqliteReader, migrations: readonly Migration[]): Set<number> {
  type Record = { version: number; name: string; checksum: string };
  const records = reader.all<Record>(
    'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  );
  for (const record of records) {
    const known = migrations[record.version - 1];
    if (known === undefined) {
      throw new DatabaseFailure(
        'newer-than-code',
        `The data has schema version ${record.version} (${record.name}), this program knows ${migrations.length}. ` +
          'Start the newer program again, or restore the backup made before the update.',
      );
    }
    if (checksum(known) !== record.checksum) {
      throw new DatabaseFailure(
        'migration-changed',
        `Migration ${record.version} (${record.name}) differs from the one that made this file.`,
      );
    }
  }
  return new Set(records.map(({ version }) => version));
}

const checksum = (migration: Migration): string => createHash('sha256').update(migration.sql).digest('hex');
