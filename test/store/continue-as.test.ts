import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/contracts/sync.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { continueAs, lastEpoch } from '../../src/store/continue-as.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import type { TillIdentity } from '../../src/store/identity.ts';
import { findBrokenLink } from '../../src/store/journal.ts';
import { openTillStore } from '../../src/store/till-store.ts';
import { tamper } from '../support/tamper.ts';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill, operationIdOf } from '../support/till-sale.ts';

/** A closed till of five sales, of which the hub answered the first and the third. */
function soldFile() {
  const till = openTestTill([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
  for (const number of [1, 2, 3, 4, 5]) {
    const receipt = cart({ member: 'm1', redeem: { wallet: 'main', points: 10 } });
    accepted(till.checkout.confirm(`P${number}`, confirmRequest(number, { receipt })));
  }
  const known = till.store.identity.get();
  if (known === null) throw new Error('the till is enrolled');
  const balance = till.store.member('m1');
  till.store.close();
  tamper(till.path, 'DELETE FROM outbox WHERE sequence IN (1, 3)');
  return { ...till, known, balance };
}

function continued(path: string, identity: TillIdentity): void {
  const database = openDatabase(path);
  database.transaction((writer) => continueAs(writer, identity, 0));
  database.close();
}

describe('a till that goes on under another name', () => {
  it('offers what the hub has not answered under new numbers, word for word otherwise, and keeps the rest', () => {
    const { path, known, clock } = soldFile();
    continued(path, { ...known, till: 't9', epoch: known.epoch + 1 });
    const database = openDatabase(path, { mode: 'read-only' });
    const rows = database.all<{ epoch: number; sequence: number; payload: string }>(
      'SELECT epoch, sequence, payload FROM journal ORDER BY epoch, sequence',
    );
    const before = new Map(
      database
        .all<{ id: string; payload: string }>('SELECT operation_id AS id, payload FROM journal_set_aside')
        .map(({ id, payload }) => [id, JSON.parse(payload) as Operation]),
    );
    expect(findBrokenLink(database)).toBeNull();
    database.close();
    expect(rows.map(({ epoch, sequence }) => `${epoch - known.epoch}:${sequence}`)).toEqual([
      ...['0:1', '0:3'],
      ...['1:1', '1:2', '1:3'],
    ]);
    for (const { epoch, sequence, payload } of rows.filter((row) => row.epoch > known.epoch)) {
      const operation = JSON.parse(payload) as Operation;
      const was = before.get(operation.id);
      expect(was?.till).toBe(known.till);
      expect(operation).toEqual({ ...was, till: 't9', epoch, sequence });
    }
    const store = openTillStore(path, {
      clock,
      bootId: 'boot-2',
      verifyPack: () => ({ ok: false, error: '' }),
    });
    const batch = store.sync.outbox(100, 1_000_000);
    expect(batch.operations.map(({ payload }) => JSON.parse(payload).id)).toEqual(
      [2, 4, 5].map(operationIdOf),
    );
    expect(store.backlog().count).toBe(3);
    store.close();
    expect(examineTillFile(path)).toEqual([]);
  });

  it('reads everything anew, spends nothing on old balances and has no rights of other tills', () => {
    const { path, known, clock, balance } = soldFile();
    tamper(path, "INSERT INTO store_rights VALUES ('m1', 'main', 40, 0)");
    continued(path, { ...known, epoch: known.epoch + 1 });
    const store = openTillStore(path, {
      clock,
      bootId: 'boot-2',
      verifyPack: () => ({ ok: false, error: '' }),
    });
    expect(store.sync.cursor('members')).toBe(0);
    expect(store.sync.completeAtMs('members')).toBeNull();
    expect(store.member('m1')).toEqual(balance);
    store.close();
    const database = openDatabase(path, { mode: 'read-only' });
    expect(database.all('SELECT * FROM store_rights')).toEqual([]);
    expect(lastEpoch(database)).toBe(known.epoch + 1);
    database.close();
  });

  it('is a bug when the epoch is not a later one', () => {
    const { path, known } = soldFile();
    expect(() => continued(path, known)).toThrow('a new epoch is later');
  });
});
