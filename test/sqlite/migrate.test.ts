import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DatabaseFailure } from '../../src/sqlite/database-failure.ts';
import { findDamage } from '../../src/sqlite/integrity.ts';
import { type Migration, migrate } from '../../src/sqlite/migrate.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const first: Migration = {
  version: 1,
  name: 'first',
  sql: 'CREATE TABLE cards (number TEXT PRIMARY KEY) STRICT; CREATE TABLE notes (text TEXT) STRICT',
};
const second: Migration = {
  version: 2,
  name: 'second',
  sql: "ALTER TABLE cards ADD COLUMN state TEXT NOT NULL DEFAULT 'active'",
};

function openTemporary() {
  const database = openDatabase(join(temporaryFolder(), 'test.db'));
  onTestFinished(() => database.close());
  return database;
}

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof DatabaseFailure ? error.code : 'another error';
  }
  return 'no failure';
};

describe('migrations', () => {
  it('run once each and in order', () => {
    const database = openTemporary();
    expect(migrate(database, [first])).toBe(1);
    database.transaction((writer) => writer.run('INSERT INTO cards (number) VALUES (?)', ['1']));
    expect(migrate(database, [first, second])).toBe(1);
    expect(migrate(database, [first, second])).toBe(0);
    expect(database.all('SELECT * FROM cards')).toEqual([{ number: '1', state: 'active' }]);
  });

  it('refuse data that is newer than the program and leave it untouched', () => {
    const database = openTemporary();
    migrate(database, [first, second]);
    expect(codeOf(() => migrate(database, [first]))).toBe('newer-than-code');
    expect(database.all('SELECT version FROM schema_migrations')).toHaveLength(2);
  });

  it('refuse an edited history', () => {
    const database = openTemporary();
    migrate(database, [first]);
    const edited = { ...first, sql: `${first.sql};` };
    expect(codeOf(() => migrate(database, [edited]))).toBe('migration-changed');
  });

  it('leave a whole version when a later statement of one fails', () => {
    const database = openTemporary();
    migrate(database, [first]);
    const failing = { ...second, sql: `${second.sql}; INSERT INTO nowhere VALUES (1)` };
    expect(() => migrate(database, [first, failing])).toThrow('nowhere');
    expect(database.all('SELECT * FROM cards')).toEqual([]);
    expect(database.all("SELECT name FROM pragma_table_info('cards')")).toEqual([{ name: 'number' }]);
    expect(migrate(database, [first, second])).toBe(1);
  });

  it('leave nothing when moving the data fails', () => {
    const database = openTemporary();
    const failing: Migration = {
      ...first,
      moveData: () => {
        throw new Error('on purpose');
      },
    };
    expect(() => migrate(database, [failing])).toThrow('on purpose');
    expect(database.all('SELECT version FROM schema_migrations')).toEqual([]);
  });

  it('have versions without a gap', () => {
    expect(() => migrate(openTemporary(), [second])).toThrow('expected 1');
  });
});

describe('the damage check', () => {
  it('finds nothing in a healthy file and names a row without its parent', () => {
    const database = openTemporary();
    migrate(database, [
      {
        version: 1,
        name: 'parents',
        sql: `CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT;
          CREATE TABLE children (parent INTEGER REFERENCES parents(id)) STRICT`,
      },
    ]);
    expect(findDamage(database, 'full')).toEqual([]);
    expect(findDamage(database, 'quick')).toEqual([]);
    const careless = new Driver(database.path);
    careless.pragma('foreign_keys = OFF');
    careless.exec('INSERT INTO children VALUES (7)');
    careless.close();
    expect(findDamage(database, 'quick')).toEqual(['a row of children refers to a missing row of parents']);
  });
});
