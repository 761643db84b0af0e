import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SqliteDatabase, SqliteParameters, SqliteValue } from '../../src/sqlite/database.ts';
import { DatabaseFailure } from '../../src/sqlite/database-failure.ts';
import { createIntakeSql, createIntakeWriter, decodeIntake } from '../../src/sqlite/intake.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { createSettling } from '../../src/sqlite/settling.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const insert = 'INSERT INTO facts (id, words) VALUES (?, ?)';

function openWithIntake(onDamaged = (): void => {}): SqliteDatabase {
  const database = openDatabase(join(temporaryFolder(), 'test.db'), { onDamaged });
  onTestFinished(() => {
    try {
      database.close();
    } catch (error) {
      // Of a test that spoilt it.
      if (!(error instanceof DatabaseFailure)) throw error;
    }
  });
  database.transaction((writer) =>
    writer.script(`CREATE TABLE facts (id INTEGER PRIMARY KEY, words TEXT) STRICT; ${createIntakeSql}`),
  );
  return database;
}

/** What another process finds in the file at this moment. */
function found(database: SqliteDatabase): { facts: number; taken: boolean } {
  const other = openDatabase(database.path, { mode: 'read-only' });
  try {
    return {
      facts: other.all('SELECT id FROM facts').length,
      taken: other.get('SELECT 1 FROM intake WHERE body <> zeroblob(length(body))') !== undefined,
    };
  } finally {
    other.close();
  }
}

/** The file as a kill leaves it now. */
function killed(database: SqliteDatabase): string {
  const path = join(temporaryFolder(), 'test.db');
  for (const suffix of ['', '-wal']) copyFileSync(database.path + suffix, path + suffix);
  return path;
}

describe('what a transaction leaves for later', () => {
  it('is in the intake when the transaction returns, and in its tables before anybody here reads', () => {
    const database = openWithIntake();
    database.transaction((writer) => writer.later(insert, [1, 'one']));
    expect(found(database)).toEqual({ facts: 0, taken: true });
    expect(database.all('SELECT * FROM facts')).toEqual([{ id: 1, words: 'one' }]);
    expect(found(database)).toEqual({ facts: 1, taken: false });
  });

  it('is carried out by itself once the caller is through', async () => {
    const database = openWithIntake();
    database.transaction((writer) => writer.later(insert, [1, 'one']));
    await vi.waitFor(() => expect(found(database).taken).toBe(false));
    expect(found(database)).toEqual({ facts: 1, taken: false });
  });

  it('is carried out once by whoever opens the file of a process that was killed', () => {
    const database = openWithIntake();
    database.transaction((writer) => {
      writer.later(insert, [1, 'one']);
      writer.later('UPDATE facts SET words = ? WHERE id = 1', ['два']);
    });
    const path = killed(database);
    for (const _again of [1, 2]) {
      const opened = openDatabase(path);
      expect(opened.all('SELECT * FROM facts')).toEqual([{ id: 1, words: 'два' }]);
      expect(found(opened)).toEqual({ facts: 1, taken: false });
      opened.close();
    }
  });

  it('is carried out before the next transaction', () => {
    const database = openWithIntake();
    database.transaction((writer) => writer.later(insert, [1, 'one']));
    database.transaction((writer) => writer.later(insert, [2, 'two']));
    expect(found(database)).toEqual({ facts: 1, taken: true });
  });

  it('comes before what the same transaction reads or writes, which then does without the intake', () => {
    const database = openWithIntake();
    database.transaction((writer) => {
      writer.later(insert, [1, 'one']);
      expect(writer.run("UPDATE facts SET words = 'changed' WHERE id = 1")).toBe(1);
    });
    expect(found(database)).toEqual({ facts: 1, taken: false });
    database.transaction((writer) => {
      writer.later(insert, [2, 'two']);
      expect(database.get('SELECT words FROM facts WHERE id = 2')).toEqual({ words: 'two' });
      writer.later(insert, [3, 'three']);
    });
    expect(found(database)).toEqual({ facts: 3, taken: false });
  });

  it('keeps a file from opening where it is not what was written', () => {
    const database = openWithIntake();
    database.transaction((writer) => writer.later(insert, [1, 'one']));
    const path = killed(database);
    const raw = new Driver(path);
    raw.exec(
      "UPDATE intake SET body = cast(substr(body, 1, 40) || x'01' || substr(body, 42) AS BLOB) WHERE slot = 0",
    );
    raw.close();
    let code = 'no failure';
    try {
      openDatabase(path).close();
    } catch (error) {
      if (error instanceof DatabaseFailure) code = error.code;
    }
    expect(code).toBe('damaged');
  });

  it('leaves nothing where the transaction throws', () => {
    const database = openWithIntake();
    const failing = () =>
      database.transaction((writer) => {
        writer.later(insert, [1, 'one']);
        throw new Error('on purpose');
      });
    expect(failing).toThrow('on purpose');
    database.transaction((writer) => writer.later(insert, [2, 'two']));
    expect(database.all('SELECT id FROM facts')).toEqual([{ id: 2 }]);
  });

  it('goes to its tables at once where it is too long for the intake, or the file has none', () => {
    const database = openWithIntake();
    database.transaction((writer) => writer.later(insert, [1, 'ш'.repeat(140_000)]));
    expect(found(database)).toEqual({ facts: 1, taken: false });
    database.transaction((writer) => writer.script('DROP TABLE intake'));
    const reopened = openDatabase(killed(database));
    onTestFinished(() => reopened.close());
    reopened.transaction((writer) => writer.later(insert, [2, 'two']));
    const other = openDatabase(reopened.path, { mode: 'read-only' });
    expect(other.all('SELECT id FROM facts')).toHaveLength(2);
    other.close();
  });

  it('says that the file is damaged where it can no longer be carried out', () => {
    let told = 0;
    const database = openWithIntake(() => {
      told += 1;
    });
    database.transaction((writer) => writer.run(insert, [1, 'one']));
    database.transaction((writer) => writer.later(insert, [1, 'again']));
    expect(() => database.settle()).toThrow(DatabaseFailure);
    expect(told).toBe(1);
    expect(() => database.transaction(() => {})).toThrow('does not fit');
  });
});

describe('a disk that takes nothing after a transaction', () => {
  it('keeps reading and refuses to write, and tells when what was read is no longer true', () => {
    const done: string[] = [];
    let isFull = true;
    let forgotten = 0;
    const direct = {
      run: (sql: string) => done.push(sql),
      later: () => {},
      script: () => {},
      get: () => ({}) as never,
      all: () => [],
      *iterate() {},
    };
    const within = <T>(work: () => T): T => {
      if (isFull) throw new DatabaseFailure('disk-full', 'full');
      return work();
    };
    const settling = createSettling({ direct, within, isOpen: () => true, onDamaged: () => {} });
    settling.whenLate(() => {
      forgotten += 1;
    });
    settling.begin();
    settling.add({ sql: 'a sale', parameters: [] });
    settling.finish();
    settling.committed();
    settling.beforeReading();
    expect(() => settling.begin()).toThrow('full');
    expect([done.includes('a sale'), forgotten]).toEqual([false, 0]);
    isFull = false;
    settling.begin();
    expect([done.includes('a sale'), forgotten]).toEqual([true, 1]);
  });
});

describe('the text of the intake', () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }),
  );
  const statements = fc.array(
    fc.record({ sql: fc.string({ minLength: 1 }), parameters: fc.array(value, { maxLength: 9 }) }),
    { minLength: 1, maxLength: 20 },
  );

  /** Bodies as they are put, one after another into the same memory. */
  function bodies(lists: readonly (readonly { sql: string; parameters: SqliteValue[] }[])[]): Uint8Array[] {
    const put: Uint8Array[] = [];
    const intake = createIntakeWriter();
    for (const list of lists) {
      const run = (_sql: string, parameters: SqliteParameters = []): number =>
        put.push(Uint8Array.from(Object.values(parameters)[0] as Uint8Array));
      intake.put({ run }, list);
    }
    return put;
  }

  it('gives back what was put, whatever was put before', () => {
    fc.assert(
      fc.property(fc.array(statements, { minLength: 1, maxLength: 3 }), (lists) => {
        expect(bodies(lists).map(decodeIntake)).toEqual(lists);
      }),
    );
  });

  it('is not taken where a byte of it was changed', () => {
    fc.assert(
      fc.property(statements, fc.nat(), fc.integer({ min: 1, max: 255 }), (list, place, change) => {
        for (const body of bodies([list])) {
          const at = place % body.length;
          body[at] = (body[at] ?? 0) ^ change;
          expect(decodeIntake(body)).toBeNull();
        }
      }),
    );
  });
});
