import { describe, expect, it, onTestFinished } from 'vitest';
import type { SqliteReader } from '../../src/sqlite/database.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { createKeptTaken } from '../../src/store/kept-taken.ts';
import { openTestStore } from '../support/till-fixtures.ts';

/** The file of a till that has sold nothing yet, and how often it was read. */
function counted(): { readonly reader: SqliteReader; readonly reads: () => number } {
  const database = openDatabase(openTestStore().path, { mode: 'read-only' });
  onTestFinished(database.close);
  let reads = 0;
  const all: SqliteReader['all'] = (sql, parameters) => {
    reads += 1;
    return database.all(sql, parameters);
  };
  return { reader: { ...database, all }, reads: () => reads };
}

describe('what all members together were let go', () => {
  it('is read once and counted on from there, without what a lease stood for', () => {
    const { reader, reads } = counted();
    const taken = createKeptTaken();
    expect(taken.unleasedOfAll(reader)).toEqual({});
    taken.note({ memberId: 'm1', spent: { main: 30, gift: 5 }, leased: { main: 20, gift: 9 } });
    taken.note({ memberId: 'm2', spent: { main: 4 } });
    taken.note({ memberId: null, spent: { main: 1000 } });
    expect(taken.unleasedOfAll(reader)).toEqual({ main: 14 });
    expect(reads()).toBe(1);
  });

  it('is read again once it may have changed otherwise', () => {
    const { reader, reads } = counted();
    const taken = createKeptTaken();
    taken.note({ memberId: 'm1', spent: { main: 30 } });
    expect(taken.unleasedOfAll(reader)).toEqual({});
    taken.note({ memberId: 'm1', spent: { main: 30 } });
    taken.forget();
    expect(taken.unleasedOfAll(reader)).toEqual({});
    expect(reads()).toBe(2);
  });

  it('is told of each member too, with and without what a lease stood for', () => {
    const { reader, reads } = counted();
    const taken = createKeptTaken();
    expect(taken.ofMember(reader, 'm1')).toEqual({ all: {}, unleased: {} });
    taken.note({ memberId: 'm1', spent: { main: 30 }, leased: { main: 20 } });
    taken.note({ memberId: 'm2', spent: { main: 4 } });
    expect(taken.ofMember(reader, 'm1')).toEqual({ all: { main: 30 }, unleased: { main: 10 } });
    expect(reads()).toBe(2);
    taken.forget();
    expect(taken.ofMember(reader, 'm1')).toEqual({ all: {}, unleased: {} });
  });
});
