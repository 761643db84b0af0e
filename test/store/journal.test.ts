import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GENESIS_HASH } from '../../src/contracts/sync.ts';
import { migrate } from '../../src/sqlite/migrate.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { appendJournal, findBrokenLink, findBrokenTail, journalHead } from '../../src/store/journal.ts';
import { tillMigrations } from '../../src/store/migrations.ts';
import { readOutbox } from '../../src/store/outbox.ts';
import { tamper } from '../support/tamper.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { identity, openTestStore } from '../support/till-fixtures.ts';

function journalOf(payloads: readonly string[]) {
  const database = openDatabase(join(temporaryFolder(), 'till.db'));
  onTestFinished(() => database.close());
  migrate(database, tillMigrations);
  payloads.forEach((payload, index) => {
    database.transaction((writer) =>
      appendJournal(writer, journalHead(writer, 1), {
        operationId: `op-${index + 1}`,
        memberId: null,
        atMs: index,
        payload,
        spent: {},
      }),
    );
  });
  return database;
}

describe('the journal', () => {
  it('chains SHA-256 of the previous hash and the payload', () => {
    const database = journalOf(['{"a":1}', '{"b":"ё"}']);
    const first = createHash('sha256').update(Buffer.alloc(32)).update('{"a":1}').digest();
    const second = createHash('sha256').update(first).update('{"b":"ё"}', 'utf8').digest('hex');
    expect(journalHead(database, 1)).toEqual({ epoch: 1, sequence: 2, hash: second });
  });

  it('starts every epoch from the genesis hash', () => {
    const database = journalOf(['{"a":1}']);
    expect(journalHead(database, 2)).toEqual({ epoch: 2, sequence: 0, hash: GENESIS_HASH });
  });

  it('names the changed operation, whichever byte was changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), (victim) => {
        const database = journalOf(Array.from({ length: 8 }, (_, index) => `{"n":${index}}`));
        expect(findBrokenLink(database)).toBeNull();
        expect(findBrokenTail(database, 1, 100)).toBeNull();
        tamper(database.path, `UPDATE journal SET payload = payload || ' ' WHERE sequence = ${victim}`);
        expect(findBrokenLink(database)).toEqual({ epoch: 1, sequence: victim });
        expect(findBrokenTail(database, 1, 100)).toEqual({ epoch: 1, sequence: victim });
      }),
      { numRuns: 8 },
    );
  });

  it('notices a missing operation', () => {
    const database = journalOf(['{"n":1}', '{"n":2}', '{"n":3}']);
    tamper(database.path, 'DELETE FROM outbox WHERE sequence = 2; DELETE FROM journal WHERE sequence = 2');
    expect(findBrokenLink(database)).toEqual({ epoch: 1, sequence: 3 });
    expect(findBrokenTail(database, 1, 1)).toEqual({ epoch: 1, sequence: 3 });
  });

  it('refuses an operation that was made for an older head', () => {
    const { store } = openTestStore();
    store.identity.set(identity);
    const stale = store.journalHead();
    const append = (operationId: string) =>
      store.transaction((writer) =>
        writer.appendJournal(stale, { operationId, memberId: null, atMs: 0, payload: '{}', spent: {} }),
      );
    append('in time');
    expect(() => append('late')).toThrow('the journal moved while an operation was made');
    expect(store.journalHead().sequence).toBe(1);
  });

  it('keeps a till with a changed end from opening', () => {
    const { store, path } = openTestStore();
    store.identity.set(identity);
    store.transaction((writer) =>
      writer.appendJournal(writer.journalHead(), {
        operationId: 'op-1',
        memberId: null,
        atMs: 0,
        payload: '{}',
        spent: {},
      }),
    );
    store.close();
    tamper(path, "UPDATE journal SET payload = '[]'");
    expect(() => openTestStore({ path })).toThrow('The journal was changed at operation 1 of epoch 1');
  });
});

describe('the outbox', () => {
  it('gives the oldest operations first, with the head before them', () => {
    const database = journalOf(['{"n":1}', '{"n":2}', '{"n":3}']);
    const batch = readOutbox(database, 1, 2, 1_000_000);
    expect(batch.previousHead).toBe(GENESIS_HASH);
    expect(batch.operations.map((one) => one.sequence)).toEqual([1, 2]);
  });

  it('keeps to the bytes, but lets a single large operation go alone', () => {
    const large = JSON.stringify('x'.repeat(5000));
    const database = journalOf(['{"n":1}', large, '{"n":3}']);
    const sequences = (bytes: number) =>
      readOutbox(database, 1, 10, bytes).operations.map((one) => one.sequence);
    expect(sequences(1000)).toEqual([1]);
    database.transaction((writer) => writer.run('DELETE FROM outbox WHERE sequence = 1'));
    expect(sequences(1000)).toEqual([2]);
  });

  it('has no gap: an answered operation between two others goes along', () => {
    const database = journalOf(['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}']);
    database.transaction((writer) => writer.run('DELETE FROM outbox WHERE sequence IN (1, 3)'));
    const batch = readOutbox(database, 1, 10, 1_000_000);
    expect(batch.operations.map((one) => one.sequence)).toEqual([2, 3, 4]);
    const first = database.get<{ hash: string }>('SELECT hash FROM journal WHERE sequence = 1');
    expect(batch.previousHead).toBe(first?.hash);
  });

  it('gives the head itself when nothing waits', () => {
    const database = journalOf(['{"n":1}']);
    database.transaction((writer) => writer.run('DELETE FROM outbox'));
    const batch = readOutbox(database, 1, 10, 1000);
    expect(batch).toEqual({
      epoch: 1,
      previousHead: journalHead(database, 1).hash,
      lastSequence: 1,
      operations: [],
      personal: [],
    });
  });
});
