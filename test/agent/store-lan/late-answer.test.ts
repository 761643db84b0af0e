import { expect, it } from 'vitest';
import type { Asked } from '../../../src/agent/store-lan/ask-peer.ts';
import { createStoreLan } from '../../../src/agent/store-lan/store-lan.ts';
import { err, ok } from '../../../src/shared/result.ts';
import type { AskedTransfer } from '../../../src/store/store-rights.ts';
import { createManualTiming } from '../../support/manual-timing.ts';
import { memberRecord, pointsLot, stockedStore } from '../../support/till-fixtures.ts';
import { handClock, seededRandom } from '../../support/till-pieces.ts';
import { checkoutOver } from '../../support/till-sale.ts';

const peer = 'http://127.0.0.1:1';
/** Half of 400 points: what the store may take; this till's half of that is 100. */
const lots = [pointsLot('a', 400)];

function openLan() {
  const clock = handClock();
  const members = ['anna', 'boris', 'vera'].map((id) => memberRecord(id, { lots }));
  const { store } = stockedStore(members, { clock });
  const place = () => ({ index: 0, tills: 2 });
  const random = seededRandom('late');
  const checkout = checkoutOver(store, clock, { mode: () => 'offline', storePlace: place, random });
  const timers = createManualTiming();
  const asked: { transfers: readonly AskedTransfer[]; answer: (asked: Asked) => void }[] = [];
  const lan = createStoreLan({
    ...{ store, rights: checkout.storeRights, clock, random, timers, waitMs: 150, peers: [peer] },
    roster: { place },
    ask: (_peer, transfers) => {
      const { promise, resolve } = Promise.withResolvers<Asked>();
      asked.push({ transfers, answer: resolve });
      return promise;
    },
  });
  const pass = (ms: number): void => {
    clock.advance(ms);
    timers.pass(ms);
  };
  const give = (index: number): void =>
    asked[index]?.answer(
      ok(asked[index].transfers.map(({ transferId, points }) => ({ transferId, points }))),
    );
  const state = () => lan.status()?.peers[0]?.state;
  return {
    lan,
    asked,
    pass,
    give,
    state,
    rights: (id: string) => store.storeRights.open().filter((one) => one.member === id),
  };
}

it('an answer that comes too late for the cashier still brings its points, and its till is asked at the next member', async () => {
  const { lan, asked, pass, give, state, rights } = openLan();
  const first = lan.gather('anna');
  expect([asked.length, rights('anna').length]).toEqual([1, 1]);
  pass(149);
  expect(state()).toBe('unknown');
  pass(1);
  await first;
  // Until it is heard of again it delays nobody else.
  expect(state()).toBe('silent');
  await lan.gather('boris');
  expect(asked).toHaveLength(1);
  give(0);
  await expect.poll(state).toBe('answers');
  expect(rights('anna')).toEqual([]);
  const next = lan.gather('vera');
  expect(asked).toHaveLength(2);
  give(1);
  await next;
  expect(rights('vera')).toEqual([]);
});

it('a till that does not answer at all is left alone for three seconds', async () => {
  const { lan, asked, pass, state } = openLan();
  const first = lan.gather('anna');
  pass(150);
  await first;
  asked[0]?.answer(err('silent'));
  await expect.poll(state).toBe('silent');
  pass(3_000);
  await lan.gather('boris');
  expect(asked).toHaveLength(1);
  pass(1);
  void lan.gather('boris');
  expect(asked).toHaveLength(2);
});
