import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PurchaseOperation, PushResult, Verdict } from '../../src/contracts/sync.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import type { TillStore } from '../../src/store/till-store.ts';
import type { SyncStore } from '../../src/sync/ports.ts';
import { emptyQuote } from '../support/empty-quote.ts';
import {
  identity,
  memberRecord,
  milk,
  openTestStore,
  page,
  pointsLot,
  stockedStore,
  testPack,
  testProgram,
  tillConfig,
} from '../support/till-fixtures.ts';
import { dayMs, noonMs } from '../support/till-pieces.ts';

/** Books a purchase of `earned` points that spends `spent` of lot `a`, as the checkout would. */
function sell(
  store: TillStore,
  memberId: string,
  earned: number,
  spent: number,
  beforeCommit = (): void => {},
): string {
  return store.transaction((writer) => {
    const head = writer.journalHead();
    const id = `00000000-0000-7000-8000-${String(head.sequence + 1).padStart(12, '0')}`;
    const lot = { ...pointsLot(`${id}:main`, earned), memberId };
    const leg = { memberId, wallet: 'main' };
    const body: PurchaseOperation['body'] = {
      purchaseId: `P${head.sequence + 1}`,
      member: memberId,
      receipt: {
        purchaseId: `P${head.sequence + 1}`,
        at: '2026-12-05T12:30:00+03:00',
        store: 'S1',
        till: 'T1',
        lines: [],
        coupons: [],
        rewards: [],
      },
      quote: { ...emptyQuote, totals: { ...emptyQuote.totals, net: 1000, earned: { main: earned } } },
      fiscal: { number: '1', time: '2026-12-05T12:30:00+03:00' },
      tenders: [],
      postings: [
        { ...leg, account: 'issued', lotId: lot.id, points: -earned },
        { ...leg, account: 'available', lotId: lot.id, points: earned },
        { ...leg, account: 'available', lotId: 'a', points: -spent },
        { ...leg, account: 'redeemed', lotId: 'a', points: spent },
      ],
      lots: [lot],
    };
    const operation: PurchaseOperation = {
      id,
      chain: 'demo',
      store: 'S1',
      till: 'T1',
      epoch: 1,
      sequence: head.sequence + 1,
      at: '2026-12-05T09:30:00.000Z',
      clock: { wallMs: noonMs, monotonicMs: 0, bootId: 'boot-1', hubOffsetMs: 0 },
      pack: 1,
      kind: 'purchase',
      body,
    };
    writer.recordOperation(operation);
    writer.appendJournal(head, {
      operationId: id,
      memberId,
      atMs: noonMs,
      payload: canonicalJson(operation),
      spent: { main: spent },
    });
    beforeCommit();
    return id;
  });
}

const pushResult = (verdicts: readonly [number, Verdict['verdict']][]): PushResult => ({
  verdicts: verdicts.map(([sequence, verdict]) => ({
    sequence,
    verdict,
    code: verdict === 'refused' ? 'unbalanced' : null,
    detail: verdict === 'refused' ? 'The postings do not sum to 0.' : null,
  })),
  head: 'f'.repeat(64),
  headSequence: 3,
  headSignature: 'c2ln',
  keyId: 'k1',
  hubTimeMs: noonMs,
});

const remaining = (store: TillStore, id: string) =>
  Object.fromEntries(store.member(id)?.record.lots.map((lot) => [lot.id, lot.remaining]) ?? []);

describe('settling a push', () => {
  it('lets an operation leave only on its own verdict and quarantines a refused one', () => {
    const { store } = stockedStore([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
    for (let index = 0; index < 4; index++) sell(store, 'm1', 10, 5);
    const settled = store.sync.settle(
      pushResult([
        [1, 'applied'],
        [2, 'refused'],
        [4, 'duplicate'],
      ]),
    );
    expect(settled).toEqual({ acknowledged: 2, quarantined: 1 });
    expect(store.backlog().count).toBe(1);
    expect(store.sync.outbox(10, 1_000_000).operations.map((one) => one.sequence)).toEqual([3, 4]);
    expect(store.quarantine.list(10)).toMatchObject([{ source: 'push', code: 'unbalanced' }]);
  });

  it('is not confused by the same verdicts again', () => {
    const { store } = stockedStore([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
    sell(store, 'm1', 10, 5);
    store.sync.settle(pushResult([[1, 'refused']]));
    expect(store.sync.settle(pushResult([[1, 'refused']]))).toEqual({ acknowledged: 0, quarantined: 0 });
    expect(store.quarantine.count()).toBe(1);
  });

  it('counts what was spent until the hub has told the members with it', () => {
    const { store } = stockedStore([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
    sell(store, 'm1', 10, 5);
    sell(store, 'm1', 10, 7);
    expect(store.unsettledSpend('m1')).toEqual({ main: 12 });
    store.sync.settle(pushResult([[1, 'applied']]));
    expect(store.unsettledSpend('m1')).toEqual({ main: 12 });
    store.sync.apply(page('members', [], { appliedSequence: 1, more: true }));
    expect(store.unsettledSpend('m1')).toEqual({ main: 12 });
    store.sync.apply(page('members', [], { appliedSequence: 1 }));
    expect(store.unsettledSpend('m1')).toEqual({ main: 7 });
    expect(store.allowanceTaken(null)).toEqual({ main: 7 });
    expect(store.unsettledSpend('m2')).toEqual({});
  });

  it('knows what all members together have spent without adding it up again', () => {
    const lots = [pointsLot('a', 500)];
    const { store } = stockedStore([memberRecord('m1', { lots }), memberRecord('m2', { lots })]);
    expect(store.allowanceTaken(null)).toEqual({});
    sell(store, 'm1', 10, 5);
    sell(store, 'm2', 10, 7);
    expect(store.allowanceTaken(null)).toEqual({ main: 12 });
    const undone = new Error('the disk');
    const fail = (): void => {
      expect(store.allowanceTaken(null)).toEqual({ main: 112 });
      throw undone;
    };
    expect(() => sell(store, 'm1', 10, 100, fail)).toThrow(undone);
    expect(store.allowanceTaken(null)).toEqual({ main: 12 });
    store.sync.apply(page('members', [], { appliedSequence: 1 }));
    expect(store.allowanceTaken(null)).toEqual({ main: 7 });
  });
});

describe('a pulled member', () => {
  it('replaces what was known, own sales the hub has not seen on top', () => {
    const { store } = stockedStore([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
    const first = sell(store, 'm1', 10, 5);
    const second = sell(store, 'm1', 20, 7);
    expect(remaining(store, 'm1')).toEqual({ a: 488, [`${first}:main`]: 10, [`${second}:main`]: 20 });

    const fromHub = memberRecord('m1', {
      purchases: 13,
      spendMinor: 3_501_000,
      lots: [pointsLot('a', 495), pointsLot(`${first}:main`, 10), pointsLot('b', 100)],
    });
    store.sync.apply(page('members', [['m1', fromHub]], { appliedSequence: 1 }));
    expect(remaining(store, 'm1')).toEqual({
      a: 488,
      b: 100,
      [`${first}:main`]: 10,
      [`${second}:main`]: 20,
    });
    expect(store.member('m1')?.record).toMatchObject({ purchases: 14, spendMinor: 3_502_000 });
  });

  it('that contradicts what the hub says it has goes to quarantine', () => {
    const { store } = stockedStore([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
    const first = sell(store, 'm1', 10, 5);
    const fromHub = memberRecord('m1', { lots: [pointsLot(`${first}:main`, 10)] });
    const outcome = store.sync.apply(page('members', [['m1', fromHub]], { appliedSequence: 0 }));
    expect(outcome).toEqual({ applied: 0, quarantined: 1 });
    expect(remaining(store, 'm1')).toEqual({ a: 495, [`${first}:main`]: 10 });
  });

  it('is found by every card and by the phone hash, and no longer by what was taken away', () => {
    const phoneHash = 'ab'.repeat(32);
    const { store } = stockedStore([memberRecord('m1', { cards: ['1', '2'], phoneHash })]);
    expect(store.findMembers('card', '2')).toEqual(['m1']);
    expect(store.findMembers('phone', phoneHash)).toEqual(['m1']);
    store.sync.apply(page('members', [['m1', memberRecord('m1', { cards: ['1'] })]]));
    expect(store.findMembers('card', '2')).toEqual([]);
    expect(store.findMembers('phone', phoneHash)).toEqual([]);
    expect(store.memberCount()).toBe(1);
  });
});

describe('an erased member', () => {
  it('leaves no trace of name, card or phone in the files', () => {
    const secret = { firstName: 'Аполлинария', cards: ['2900777000777'], phoneHash: 'cd'.repeat(32) };
    const { store, path } = stockedStore([memberRecord('m1', secret), memberRecord('m2')]);
    const answer = JSON.stringify({
      member: { firstName: secret.firstName },
      slip: { lines: [secret.firstName] },
    });
    store.transaction((writer) => {
      writer.putAnswer({ operationId: 'o1', bodyHash: 'h', answer, memberId: 'm1', atMs: 1 });
      const bytes = Buffer.from(secret.firstName);
      writer.queuePrint({ id: 'j1', purchaseId: 'P1', memberId: 'm1', bytes }, 1);
    });
    store.sync.apply(page('members', [['m1', { ...memberRecord('m1', secret), tier: 7 }]]));
    expect(store.quarantine.count()).toBe(1);
    const traces = () =>
      [path, `${path}-wal`].flatMap((file) =>
        Object.values(secret)
          .flat()
          .filter((text) => readFileSync(file).includes(text)),
      );
    expect(traces()).not.toEqual([]);

    store.sync.apply(page('members', [['m1', null]]));
    expect(traces()).toEqual([]);
    expect(store.member('m1')).toBeNull();
    expect(store.member('m2')).not.toBeNull();
    expect(store.memberCount()).toBe(1);
    expect(JSON.parse(store.answer('o1')?.answer ?? '')).toEqual({
      member: null,
      slip: { lines: [], escpos: '' },
    });
  });
});

describe('pulled changes', () => {
  it('move the cursor together with the data, past what cannot be read', () => {
    const { store } = openTestStore();
    store.identity.set(identity);
    const outcome = store.sync.apply(
      page('goods', [
        ['broken', { sku: 'broken', price: 'cheap' }],
        [milk.sku, milk],
      ]),
    );
    expect(outcome).toEqual({ applied: 1, quarantined: 1 });
    expect(store.sync.cursor('goods')).toBe(2);
    expect(store.sync.cursor('members')).toBe(0);
    expect(store.quarantine.list(1)).toMatchObject([{ key: 'broken', code: 'unreadable', stream: 'goods' }]);
    expect(store.goods.byCode(milk.sku)).toEqual(milk);
  });

  it('heal the quarantine when the same thing arrives readable', () => {
    const { store } = openTestStore();
    store.sync.apply(page('goods', [[milk.sku, {}]]));
    store.sync.apply(page('goods', [[milk.sku, {}]]));
    expect(store.quarantine.count()).toBe(1);
    store.sync.apply(page('goods', [[milk.sku, milk]]));
    expect(store.quarantine.count()).toBe(0);
  });

  it('say how fresh a stream is: as of its last complete page, and of every contact since', () => {
    const { store } = openTestStore();
    const contact = (hubTimeMs: number) =>
      store.sync.recordContact({ hubTimeMs, wallMs: hubTimeMs, monotonicMs: 1 });
    contact(noonMs);
    expect(store.sync.completeAtMs('members')).toBeNull();
    store.sync.apply(page('members', [], { more: true }));
    expect(store.sync.completeAtMs('members')).toBeNull();
    store.sync.apply(page('members', [], { hubTimeMs: noonMs + 5 }));
    expect(store.sync.completeAtMs('members')).toBe(noonMs + 5);
    contact(noonMs + dayMs);
    expect(store.sync.completeAtMs('members')).toBe(noonMs + dayMs);
    store.sync.apply(page('members', [], { more: true, hubTimeMs: noonMs + dayMs }));
    expect(store.sync.completeAtMs('members')).toBe(noonMs + 5);
  });

  it('keep the settings of the till', () => {
    const { store } = openTestStore();
    expect(store.config.get()).toBeNull();
    store.sync.apply(page('config', [['till', tillConfig]]));
    expect(store.config.get()).toEqual(tillConfig);
  });
});

describe('packs', () => {
  it('are active from their hour, the highest number first', () => {
    const { store } = openTestStore();
    store.sync.apply(
      page('packs', [
        ['1', testPack(1)],
        ['2', testPack(2, testProgram, noonMs + dayMs)],
      ]),
    );
    expect(store.packs.activeAt(noonMs - 2 * dayMs)).toBeNull();
    expect(store.packs.activeAt(noonMs)?.manifest.number).toBe(1);
    expect(store.packs.activeAt(noonMs + dayMs - 1)?.manifest.number).toBe(1);
    expect(store.packs.activeAt(noonMs + dayMs)?.manifest.number).toBe(2);
  });

  it('are refused when badly signed, older than the newest seen, or changed under the same number', () => {
    const { store } = openTestStore();
    store.sync.apply(page('packs', [['5', testPack(5)]]));
    const forged = { ...testPack(6), signature: 'bad' };
    const older = testPack(4);
    const changed = testPack(5, { ...testProgram, id: 'other' });
    const outcome = store.sync.apply(
      page('packs', [
        ['6', forged],
        ['4', older],
        ['5', changed],
      ]),
    );
    expect(outcome).toEqual({ applied: 0, quarantined: 3 });
    expect(store.packs.byNumber(4)).toBeNull();
    expect(store.packs.byNumber(5)?.program.id).toBe('demo');
    expect(store.sync.apply(page('packs', [['5', testPack(5)]]))).toEqual({ applied: 1, quarantined: 0 });
  });
});

describe('what is kept at hand', () => {
  const bought = memberRecord('m1', { lots: [pointsLot('a', 500)] });
  const openSold = () => {
    const { store, path } = stockedStore([bought]);
    sell(store, 'm1', 50, 100);
    return { store, path };
  };
  const seen = (store: TillStore) => [store.member('m1'), store.journalHead()];

  it('is what another process reads from the file, after every sale', () => {
    const { store, path } = openSold();
    store.member('m1');
    sell(store, 'm1', 20, 30);
    const before = seen(store);
    store.close();
    expect(seen(openTestStore({ path }).store)).toEqual(before);
  });

  it('is as it was when a transaction came to nothing', () => {
    const { store } = openSold();
    const before = seen(store);
    const failing = () =>
      sell(store, 'm1', 20, 30, () => {
        expect(seen(store)).not.toEqual(before);
        throw new Error('on purpose');
      });
    expect(failing).toThrow('on purpose');
    expect(seen(store)).toEqual(before);
  });

  it('refuses an operation that was made for an older end of the journal', () => {
    const { store } = openSold();
    const entry = { operationId: 'late', memberId: null, atMs: 0, payload: '{}', spent: {} };
    const stale = { ...store.journalHead(), hash: 'f'.repeat(64) };
    expect(() => store.transaction((writer) => writer.appendJournal(stale, entry))).toThrow('moved');
  });

  it("is the hub's word as soon as it was taken", () => {
    const { store } = openSold();
    store.member('m1');
    store.sync.apply(page('members', [['m1', { ...bought, firstName: 'Мария' }]], { appliedSequence: 1 }));
    expect(store.member('m1')?.record.firstName).toBe('Мария');
  });
});

describe('the store', () => {
  it('is what synchronisation asks for', () => {
    const { store } = openTestStore();
    const asPort: SyncStore = store.sync;
    expect(asPort.lastContact()).toBeNull();
    asPort.recordContact({ hubTimeMs: 3, wallMs: 2, monotonicMs: 1.5 });
    expect(asPort.lastContact()).toEqual({ hubTimeMs: 3, wallMs: 2, monotonicMs: 1.5, sameProcess: true });
  });

  it('writes a contact with what it brought, at the end, or when it has waited for long', () => {
    const { store, path } = openTestStore();
    const contact = (ms: number) =>
      store.sync.recordContact({ hubTimeMs: noonMs + ms, wallMs: noonMs + ms, monotonicMs: ms });
    const written = (): number => {
      const reader = openDatabase(path, { mode: 'read-only' });
      const row = reader.get<{ ms: number }>('SELECT hub_time_ms AS ms FROM contact');
      reader.close();
      return (row?.ms ?? 0) - noonMs;
    };
    contact(0);
    contact(1000);
    expect([written(), store.sync.lastContact()?.hubTimeMs]).toEqual([0, noonMs + 1000]);
    store.sync.apply(page('members', []));
    expect(written()).toBe(1000);
    contact(30_999);
    expect(written()).toBe(1000);
    contact(31_000);
    expect(written()).toBe(31_000);
    contact(31_001);
    store.close();
    expect(written()).toBe(31_001);
  });

  it('knows after a restart that the monotonic clock of a contact means nothing any more', () => {
    const { store, path } = openTestStore();
    store.sync.recordContact({ hubTimeMs: 3, wallMs: 2, monotonicMs: 1.5 });
    store.close();
    const again = openTestStore({ path, bootId: 'boot-2' }).store;
    expect(again.sync.lastContact()?.sameProcess).toBe(false);
  });
});
