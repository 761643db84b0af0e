import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createGroupCommit } from '../../../../src/hub/store/sqlite/group-commit.ts';
import type { SqliteDatabase, SqliteWriter } from '../../../../src/sqlite/database.ts';
import { openDatabase } from '../../../../src/sqlite/open-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A table of unique numbers, and how many transactions began. */
function openCounted() {
  const database = openDatabase(join(temporaryFolder(), 'numbers.sqlite'));
  onTestFinished(() => database.close());
  database.transaction((writer) => writer.script('CREATE TABLE numbers (n INTEGER PRIMARY KEY) STRICT'));
  let transactions = 0;
  const counted: Pick<SqliteDatabase, 'transaction'> = {
    transaction(work) {
      transactions += 1;
      return database.transaction(work);
    },
  };
  const numbers = (): number[] =>
    database.all<{ n: number }>('SELECT n FROM numbers ORDER BY n').map(({ n }) => n);
  return { inGroup: createGroupCommit(counted), numbers, transactions: () => transactions };
}

const add =
  (n: number) =>
  (writer: SqliteWriter): number => {
    writer.run('INSERT INTO numbers (n) VALUES (?)', [n]);
    return writer.all('SELECT n FROM numbers').length;
  };

it('works that come together share a transaction and see each other in their order', async () => {
  const { inGroup, numbers, transactions } = openCounted();
  expect(await Promise.all([1, 2, 3].map((n) => inGroup(add(n))))).toEqual([1, 2, 3]);
  expect(numbers()).toEqual([1, 2, 3]);
  expect(transactions()).toBe(1);
});

it('works that come in one turn of the event loop share a transaction, though others were answered between them', async () => {
  const { inGroup, numbers, transactions } = openCounted();
  const first = inGroup(add(1));
  for (let step = 0; step < 20; step++) await Promise.resolve();
  await Promise.all([first, inGroup(add(2))]);
  expect(numbers()).toEqual([1, 2]);
  expect(transactions()).toBe(1);
});

it('one that fails takes nobody else with it', async () => {
  const { inGroup, numbers, transactions } = openCounted();
  const results = await Promise.allSettled([1, 2, 1, 3].map((n) => inGroup(add(n))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(numbers()).toEqual([1, 2, 3]);
  // Together, and then each alone.
  expect(transactions()).toBe(5);
});

it('what comes while others are written waits for the next transaction', async () => {
  const { inGroup, numbers, transactions } = openCounted();
  const first = inGroup(add(0)).then(() => inGroup(add(100)));
  const many = Array.from({ length: 40 }, (_, index) => inGroup(add(index + 1)));
  await Promise.all([first, ...many]);
  expect(numbers()).toHaveLength(42);
  expect(transactions()).toBe(3);
});
