import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hubMigrations } from '../../../../src/hub/store/sqlite/migrations.ts';
import { migrate } from '../../../../src/sqlite/migrate.ts';
import { openDatabase } from '../../../../src/sqlite/open-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

type Column = { readonly name: string; readonly pk: number };

function openMigrated() {
  const database = openDatabase(join(temporaryFolder(), 'hub.sqlite'));
  expect(migrate(database, hubMigrations)).toBe(hubMigrations.length);
  return database;
}

describe('the tables of the hub', () => {
  it('are made once however often the hub starts', () => {
    const database = openMigrated();
    expect(migrate(database, hubMigrations)).toBe(0);
    database.close();
  });

  it('lead their keys with the chain, and those of members with the member, so that they can be sharded', () => {
    const database = openMigrated();
    const tables = database.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'schema_migrations'",
    );
    const keys = Object.fromEntries(
      tables.map(({ name }) => {
        const columns = database.all<Column>(`SELECT name, pk FROM pragma_table_info('${name}')`);
        const key = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
        return [
          name,
          { key: key.map((column) => column.name), columns: columns.map((column) => column.name) },
        ];
      }),
    );
    expect(Object.keys(keys).length).toBeGreaterThan(12);
    for (const [table, { key, columns }] of Object.entries(keys)) {
      expect([table, key[0]]).toEqual([table, 'chain_id']);
      // An identifier is what a member is found by: its key cannot start with who is sought.
      // A lease is found by its unit, which alone asks for it, spends it and gives it back.
      if (columns.includes('member_id') && !['identifiers', 'leases'].includes(table))
        expect([table, key[1]]).toEqual([table, 'member_id']);
    }
    database.close();
  });

  it('hold one applied operation of an id, and any number of refused ones', () => {
    const database = openMigrated();
    const insert = (sequence: number, verdict: string): number =>
      database.transaction((writer) =>
        writer.run(
          `INSERT INTO operations (chain_id, till_id, epoch, sequence, operation_id, hash, payload, verdict, received_at_ms)
           VALUES ('c', 't', 1, ?, 'same', 'h', 'p', ?, 0)`,
          [sequence, verdict],
        ),
      );
    expect(insert(1, 'refused') + insert(2, 'refused') + insert(3, 'applied')).toBe(3);
    expect(() => insert(4, 'applied')).toThrow(/UNIQUE/);
    database.close();
  });

  it('keep what was booked when an operation of a member becomes one row', () => {
    const database = openDatabase(join(temporaryFolder(), 'hub.sqlite'));
    migrate(database, hubMigrations.slice(0, 12));
    database.transaction((writer) => {
      writer.script(`
        INSERT INTO operations VALUES ('c', 't', 1, 2, 'b', 'h2', 'p2', 'refused', 'invalid', 'd', 5);
        INSERT INTO operations VALUES ('c', 't', 1, 1, 'a', 'h1', 'p1', 'applied', NULL, NULL, 4);
        INSERT INTO member_spend VALUES ('c', 'anna', 'a', 10, 500, 1), ('c', 'anna', 'guest-like', 11, 70, 1);
        INSERT INTO postings VALUES ('c', 'anna', 'a', 1, 'main', 'available', 'a:main', 3),
          ('c', 'anna', 'a', 0, 'main', 'issued', 'a:main', -3), ('c', 'anna', 'lease:x', 0, 'main', 'leased', 'l', 2);
      `);
    });
    const read = () => ({
      postings: database.all('SELECT * FROM postings ORDER BY chain_id, member_id, operation_id, leg'),
      spend: database.all('SELECT * FROM member_spend ORDER BY chain_id, member_id, operation_id'),
      operations: database.all(
        'SELECT chain_id, till_id, epoch, sequence, operation_id, hash, payload, verdict, code, detail, received_at_ms FROM operations ORDER BY chain_id, till_id, epoch, sequence',
      ),
    });
    const before = read();
    expect(before.postings).toHaveLength(3);
    expect(migrate(database, hubMigrations)).toBe(hubMigrations.length - 12);
    expect(read()).toEqual(before);
    database.close();
  });
});
