import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openOpenReceipts, type StoredOpenReceipt } from '../../src/store/open-receipts.ts';
import { emptyQuote } from '../support/empty-quote.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const cartOf = (id: number, memberId: string | null = null): StoredOpenReceipt => ({
  purchaseId: `P-${id}`,
  state: 'open',
  memberId,
  pack: 1,
  cart: {
    purchaseId: `P-${id}`,
    at: '2026-11-22T12:00:00.000Z',
    store: 'S1',
    till: 'T1',
    lines: [],
    coupons: [],
    rewards: [],
  },
  quote: emptyQuote,
  openedMs: id,
  updatedMs: id,
  hold: null,
});

function openCarts() {
  const path = join(temporaryFolder(), 'carts.db');
  const carts = openOpenReceipts(path);
  onTestFinished(() => carts.close());
  return { carts, path };
}

describe('the file of carts', () => {
  it('gives every cart as it was put last, at hand or long put aside', () => {
    const { carts } = openCarts();
    for (let id = 1; id <= 20; id += 1) carts.put(cartOf(id));
    carts.put({ ...cartOf(20), updatedMs: 99 });
    for (let id = 1; id <= 19; id += 1) expect(carts.get(`P-${id}`)).toEqual(cartOf(id));
    expect(carts.get('P-20')?.updatedMs).toBe(99);
  });

  it('says of the newest cart what another process reads in the file', () => {
    const { carts, path } = openCarts();
    carts.put({ ...cartOf(1), hold: { wallet: 'main', points: 5 } });
    const other = openOpenReceipts(path);
    onTestFinished(() => other.close());
    expect(carts.get('P-1')).toEqual(other.get('P-1'));
  });

  it('has no cart of an erased member at hand either', () => {
    const { carts } = openCarts();
    carts.put(cartOf(1, 'm1'));
    carts.put(cartOf(2, 'm2'));
    carts.eraseMember('m1');
    expect([carts.get('P-1'), carts.get('P-2')]).toEqual([null, cartOf(2, 'm2')]);
  });
});
