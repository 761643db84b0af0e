import { describe, expect, it } from 'vitest';
import { milk, openTestStore, page } from '../support/till-fixtures.ts';
import { handClock } from '../support/till-pieces.ts';

const kefir = {
  ...milk,
  sku: 'k-1',
  barcodes: ['20000017', '460000000002'],
  name: 'Кефир «Ёлочка» молочный',
};
const bread = { ...milk, sku: 'b-1', barcodes: [], name: 'Хлеб бородинский' };

function stockedShelf() {
  const { store } = openTestStore();
  store.sync.apply(
    page(
      'goods',
      [milk, kefir, bread].map((one) => [one.sku, one]),
    ),
  );
  return store;
}

const names = (found: readonly { name: string }[]) => found.map((one) => one.name);

describe('searching goods', () => {
  it('ignores letter case and the dots of ё, and puts names that begin so first', () => {
    const store = stockedShelf();
    expect(names(store.goods.search('МОЛО', 10))).toEqual([milk.name, kefir.name]);
    expect(names(store.goods.search('елочка', 10))).toEqual([kefir.name]);
  });

  it('wants every word, in any order, in the name or the codes', () => {
    const store = stockedShelf();
    expect(names(store.goods.search('молочный кеф', 10))).toEqual([kefir.name]);
    expect(names(store.goods.search('2000001', 10))).toEqual([kefir.name]);
    expect(names(store.goods.search('молоко бородинский', 10))).toEqual([]);
  });

  it('lists the shelf for an empty text and keeps to the limit', () => {
    const store = stockedShelf();
    expect(store.goods.search(' ', 10)).toHaveLength(3);
    expect(store.goods.search('', 2)).toHaveLength(2);
  });

  it('takes signs of patterns as plain letters', () => {
    expect(stockedShelf().goods.search('%', 10)).toEqual([milk]);
  });
});

describe('goods by code', () => {
  it('are found by any barcode and by the article number', () => {
    const store = stockedShelf();
    expect(store.goods.byCode('460000000002')?.sku).toBe('k-1');
    expect(store.goods.byCode('b-1')?.sku).toBe('b-1');
    expect(store.goods.byCode('46')).toBeNull();
  });

  it('are gone with a tombstone, their barcodes too', () => {
    const store = stockedShelf();
    store.sync.apply(page('goods', [['k-1', null]]));
    expect(store.goods.byCode('20000017')).toBeNull();
    expect(store.goods.byCode('k-1')).toBeNull();
  });
});

describe('print jobs', () => {
  const queue = (store: ReturnType<typeof stockedShelf>, id: string) =>
    store.transaction((writer) =>
      writer.queuePrint({ id, purchaseId: 'P1', memberId: null, bytes: Uint8Array.of(0x1b, 0x40) }, 1),
    );

  it('are handed out once each, oldest first', () => {
    const store = stockedShelf();
    queue(store, 'j1');
    queue(store, 'j2');
    const first = store.printJobs.takeNext();
    expect(first).toMatchObject({ id: 'j1', purchaseId: 'P1' });
    expect(Buffer.from(first?.bytes ?? [])).toEqual(Buffer.of(0x1b, 0x40));
    expect(store.printJobs.takeNext()?.id).toBe('j2');
    expect(store.printJobs.takeNext()).toBeNull();
  });

  it('that were under way when the agent died are unknown, never printed twice', () => {
    const clock = handClock();
    const { store, path } = openTestStore({ clock });
    queue(store, 'j1');
    queue(store, 'j2');
    store.printJobs.takeNext();
    store.close();
    const again = openTestStore({ path, clock }).store;
    expect(again.printJobs.resolveInterrupted()).toBe(1);
    expect(again.printJobs.ofPurchase('P1').map((job) => [job.id, job.state, job.reason])).toEqual([
      ['j1', 'unknown', 'agent-stopped'],
      ['j2', 'queued', null],
    ]);
    expect(again.printJobs.takeNext()?.id).toBe('j2');
    again.printJobs.setState('j2', 'confirmed', null);
    expect(again.printJobs.resolveInterrupted()).toBe(0);
  });
});
