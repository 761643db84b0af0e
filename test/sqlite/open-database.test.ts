import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AssertionFailure } from '../../src/shared/assert.ts';
import { DatabaseFailure } from '../../src/sqlite/database-failure.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function openTemporary() {
  const path = join(temporaryFolder(), 'test.db');
  const database = openDatabase(path);
  onTestFinished(() => database.close());
  return database;
}

const createTable = 'CREATE TABLE facts (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL) STRICT';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DatabaseFailure) return error.code;
    throw error;
  }
  return 'no failure';
}

describe('an opened database', () => {
  it('runs the write-ahead log with full synchronisation and foreign keys', () => {
    const database = openTemporary();
    expect(database.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(database.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    expect(database.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
  });

  it('keeps large integers exact and refuses those a double cannot hold', () => {
    const database = openTemporary();
    database.transaction((writer) => writer.script(createTable));
    database.transaction((writer) =>
      writer.run('INSERT INTO facts VALUES (1, ?)', [Number.MAX_SAFE_INTEGER]),
    );
    expect(database.get('SELECT amount FROM facts')).toEqual({ amount: Number.MAX_SAFE_INTEGER });
    const unsafe = () =>
      database.transaction((writer) => writer.run('INSERT INTO facts VALUES (2, ?)', [2 ** 53]));
    expect(unsafe).toThrow(AssertionFailure);
  });

  it('leaves nothing of a transaction whose work throws', () => {
    const database = openTemporary();
    database.transaction((writer) => writer.script(createTable));
    const failing = () =>
      database.transaction((writer) => {
        writer.run('INSERT INTO facts VALUES (1, 5)');
        throw new Error('on purpose');
      });
    expect(failing).toThrow('on purpose');
    expect(database.all('SELECT * FROM facts')).toEqual([]);
  });

  it('empties its log into the file without shortening it, and writes over it', () => {
    const database = openTemporary();
    database.transaction((writer) => writer.script(createTable));
    const sell = (from: number, to: number) =>
      database.transaction((writer) => {
        for (let id = from; id < to; id += 1) writer.run('INSERT INTO facts VALUES (?, 1)', [id]);
      });
    sell(0, 2000);
    const logBytes = statSync(`${database.path}-wal`).size;
    database.rest();
    const fileBytes = statSync(database.path).size;
    sell(2000, 2001);
    expect([statSync(`${database.path}-wal`).size, statSync(database.path).size]).toEqual([
      logBytes,
      fileBytes,
    ]);
    expect(fileBytes).toBeGreaterThan(8192);
    expect(database.get('SELECT count(*) AS count FROM facts')).toEqual({ count: 2001 });
  });

  it('refuses asynchronous work and nested transactions', () => {
    const database = openTemporary();
    expect(() => database.transaction(() => Promise.resolve(1))).toThrow(AssertionFailure);
    expect(() => database.transaction(() => database.transaction(() => 1))).toThrow(AssertionFailure);
    expect(database.transaction(() => 1)).toBe(1);
  });

  it('offers no writing outside a transaction, even to a kept writer', () => {
    const database = openTemporary();
    const kept = database.transaction((writer) => writer);
    expect(() => kept.script(createTable)).toThrow(AssertionFailure);
  });

  it('can be read by a second, read-only connection that cannot write', () => {
    const database = openTemporary();
    database.transaction((writer) => {
      writer.script(createTable);
      writer.run('INSERT INTO facts VALUES (1, 5)');
    });
    const reader = openDatabase(database.path, { mode: 'read-only' });
    onTestFinished(() => reader.close());
    expect(reader.all('SELECT amount FROM facts')).toEqual([{ amount: 5 }]);
    expect(codeOf(() => reader.transaction((writer) => writer.run('DELETE FROM facts')))).toBe('read-only');
  });

  it('copies itself whole while in use', async () => {
    const database = openTemporary();
    database.transaction((writer) => {
      writer.script(createTable);
      writer.run('INSERT INTO facts VALUES (1, 5)');
    });
    const target = `${database.path}.copy`;
    await database.backup(target);
    const copy = openDatabase(target);
    onTestFinished(() => copy.close());
    expect(copy.all('SELECT amount FROM facts')).toEqual([{ amount: 5 }]);
  });
});

describe('a database that cannot serve', () => {
  it('says so when the folder is missing', () => {
    expect(codeOf(() => openDatabase(join(temporaryFolder(), 'no', 'such', 'test.db')))).toBe('cannot-open');
  });

  it('says so when the file is not a database', () => {
    const path = join(temporaryFolder(), 'test.db');
    writeFileSync(path, 'This is a shopping list, not a database. '.repeat(100));
    expect(codeOf(() => openDatabase(path))).toBe('damaged');
  });

  it('says so when durability cannot be had, as in memory', () => {
    expect(codeOf(() => openDatabase(':memory:'))).toBe('not-durable');
  });

  it('says so when the disk is full', () => {
    const database = openTemporary();
    database.transaction((writer) => writer.script(createTable));
    const pages = database.get<{ page_count: number }>('PRAGMA page_count');
    database.get(`PRAGMA max_page_count = ${pages?.page_count ?? 0}`);
    const fill = () =>
      database.transaction((writer) => {
        for (let id = 1; id < 10_000; id++) writer.run('INSERT INTO facts VALUES (?, 1)', [id]);
      });
    expect(codeOf(fill)).toBe('disk-full');
    expect(database.all('SELECT * FROM facts')).toEqual([]);
  });
});
