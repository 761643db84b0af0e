import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { warmUp } from '../../src/agent/warm-up.ts';
import type { PosReceipt } from '../../src/contracts/pos-api.ts';
import { openTestTill } from '../support/till-sale.ts';

describe('the warm-up of a till', () => {
  it('prices real carts one a turn, leaves nothing behind, and ends when it is told to', async () => {
    const { checkout, store, clock } = openTestTill([]);
    const seen: string[] = [];
    const priceOf = (purchaseId: string, cart: PosReceipt) => {
      const priced = checkout.priceOf(purchaseId, cart);
      seen.push(priced.ok ? `${priced.value.lines.length} lines` : priced.error.code);
      return priced;
    };
    const stop = warmUp({ priceOf }, clock);
    expect(seen).toEqual([]);
    await nextTurn();
    await nextTurn();
    stop();
    const done = seen.length;
    await nextTurn();
    expect(done).toBeGreaterThan(0);
    expect(seen).toEqual(Array.from({ length: done }, () => '12 lines'));
    expect([store.openReceipts(), store.backlog().count, store.journalHead().sequence]).toEqual([[], 0, 0]);
  });
});
