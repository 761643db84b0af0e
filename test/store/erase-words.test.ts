import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PushResult } from '../../src/contracts/sync.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import { findBrokenLink } from '../../src/store/journal.ts';
import type { TillStore } from '../../src/store/till-store.ts';
import { olgasPin, openStaffedTill } from '../support/staffed-till.ts';
import { memberRecord, page } from '../support/till-fixtures.ts';
import { noonMs } from '../support/till-pieces.ts';
import { accepted, cart, confirmRequest, operationIdOf } from '../support/till-sale.ts';

const answered = 'Аполлинарии за разбитую вазу';
const refused = 'Аполлинарии за долгое ожидание';
const waiting = 'Аполлинарии к празднику';

const waitingOf = (store: TillStore): { id: string; sequence: number }[] =>
  store.sync.outbox(100, 1_000_000).operations.map(({ payload }) => JSON.parse(payload));

/** The hub's answer to what waits, up to that operation (the audit log stands between); one of them is refused. */
const answerOf = (store: TillStore, upTo: number, refusedOne = 0): PushResult => ({
  verdicts: waitingOf(store)
    .slice(0, waitingOf(store).findIndex(({ id }) => id === operationIdOf(upTo)) + 1)
    .map(({ id, sequence }) => {
      const verdict = id === operationIdOf(refusedOne) ? 'refused' : 'applied';
      return { sequence, verdict, code: null, detail: null };
    }),
  ...{ head: 'f'.repeat(64), headSequence: 3, headSignature: 'c2ln', keyId: 'k1', hubTimeMs: noonMs },
});

/** Reasons that stand in any file of the till, byte by byte. */
const reasonsIn = (folder: string): string[] => {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  return [answered, refused, waiting].filter((reason) => files.some((bytes) => bytes.includes(reason)));
};

describe('the reason of points given by hand', () => {
  it('goes with the member, out of journal, quarantine and log, and the chain still holds', async () => {
    const till = await openStaffedTill([memberRecord('m1'), memberRecord('m2')]);
    const { store, checkout, path } = till;
    const give = async (number: number, reason: string, member = 'm1'): Promise<void> => {
      const approval = { staff: 'olga', pin: olgasPin };
      const request = { operationId: operationIdOf(number), member, wallet: 'main', points: 5, reason };
      accepted(await checkout.creditPoints({ ...request, approval }));
    };
    const sell = (number: number, member = 'm1'): void => {
      accepted(checkout.confirm(`P${number}`, confirmRequest(number, { receipt: cart({ member }) })));
    };
    sell(1);
    await give(2, answered);
    sell(3);
    await give(4, refused);
    await give(5, 'за терпение', 'm2');
    await give(6, waiting);
    store.sync.settle(answerOf(store, 5, 4));
    expect(reasonsIn(dirname(path))).toEqual([answered, refused, waiting]);

    const { changes, ...rest } = page('members', [['m1', null]]);
    store.sync.apply({ ...rest, changes: changes.map((change) => ({ ...change, erased: true })) });
    // What the hub does not have yet is delivered first, word for word.
    expect(reasonsIn(dirname(path))).toEqual([waiting]);
    expect(waitingOf(store).map(({ id }) => id)).toContain(operationIdOf(6));
    store.sync.settle(answerOf(store, 6));
    store.erasures.done(store.erasures.pending());
    expect(reasonsIn(dirname(path))).toEqual([]);
    expect(store.erasures.pending()).toEqual([]);

    sell(7, 'm2');
    store.close();
    const database = openDatabase(path, { mode: 'read-only' });
    const kept = database.all<{ id: string }>(`SELECT operation_id AS id FROM journal
       WHERE json_extract(payload, '$.kind') <> 'audit' ORDER BY sequence`);
    expect(kept.map(({ id }) => id)).toEqual([1, 3, 5, 7].map(operationIdOf));
    expect(findBrokenLink(database)).toBeNull();
    database.close();
    expect(examineTillFile(path).map(({ code }) => code)).toEqual(['quarantine']);
  }, 120_000);
});
