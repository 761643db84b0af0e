import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../../src/agent/store-lan/ask-peer.ts';
import { createStoreLan, type StoreLan } from '../../../src/agent/store-lan/store-lan.ts';
import type { Checkout } from '../../../src/checkout/checkout.ts';
import { err, ok } from '../../../src/shared/result.ts';
import type { AskedTransfer } from '../../../src/store/store-rights.ts';
import type { TillStore } from '../../../src/store/till-store.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { memberRecord, pointsLot, stockedStore } from '../../support/till-fixtures.ts';
import { handClock, seededRandom } from '../../support/till-pieces.ts';
import { cart, checkoutOver } from '../../support/till-sale.ts';

/** Half of 401 points, at most 300: what the tills of the store may take together. */
const wholePoints = 200;
const balance = 401;

/** Mulberry32: a small generator that repeats with its seed. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type SimulatedTill = {
  store: TillStore;
  readonly path: string;
  checkout: Checkout;
  lan: StoreLan;
};

type World = {
  readonly tills: SimulatedTill[];
  readonly clock: ReturnType<typeof handClock>;
  readonly pick: (below: number) => number;
  /** Requests that were delivered once and may come again. */
  readonly seen: {
    readonly to: number;
    readonly from: number;
    readonly transfers: readonly AskedTransfer[];
  }[];
  /** A planted fault: tills answer what was asked for without giving it up themselves. */
  readonly generous: boolean;
};

function give(world: World, to: number, from: number, transfers: readonly AskedTransfer[]) {
  const rights = world.tills[to]?.checkout.storeRights;
  return transfers.flatMap(({ transferId, member, wallet, points }) => {
    if (world.generous) return [{ transferId, points }];
    const given = rights?.give({ transferId, peer: `t${from}`, member, wallet, points });
    return given?.ok ? [{ transferId, points: given.value }] : [];
  });
}

/** A network that loses requests and answers, repeats them, and delivers them late. */
const networkOf =
  (world: World, from: number) =>
  async (peer: string, transfers: readonly AskedTransfer[]): Promise<Asked> => {
    const to = Number(peer);
    const fate = world.pick(10);
    if (fate === 0) return err('silent');
    const given = give(world, to, from, transfers);
    world.seen.push({ to, from, transfers });
    return fate === 1 ? err('silent') : ok(given);
  };

function makeTill(world: World, index: number, path?: string): SimulatedTill {
  const member = memberRecord('m1', { lots: [pointsLot('a', balance)] });
  const opened = path === undefined ? stockedStore([member], { clock: world.clock }) : null;
  const { store, path: file } = opened ?? stockedStore([], { clock: world.clock, path: path ?? '' });
  const place = () => ({ index, tills: world.tills.length || 3 });
  const random = seededRandom(`till-${index}-${world.pick(1e9)}`);
  const checkout = checkoutOver(store, world.clock, { mode: () => 'offline', storePlace: place, random });
  const peers = [0, 1, 2].filter((other) => other !== index).map(String);
  const lan = createStoreLan({
    ...{ store, rights: checkout.storeRights, clock: world.clock, random, peers },
    roster: { place },
    ask: networkOf(world, index),
    // This network answers at once or says that it is silent.
    ...{ timers: { after: () => () => {} }, waitMs: 150 },
  });
  return { store, path: file, checkout, lan };
}

async function step(world: World): Promise<void> {
  const index = world.pick(3);
  const till = world.tills[index];
  if (till === undefined) return;
  world.clock.advance(world.pick(4_000));
  switch (world.pick(6)) {
    case 0: {
      const old = world.seen[world.pick(world.seen.length + 1)];
      // A request that was delivered before comes once more, its answer lost or not.
      if (old !== undefined) give(world, old.to, old.from, old.transfers);
      return;
    }
    case 1: {
      // The till dies and starts again from its file.
      till.store.close();
      world.tills[index] = makeTill(world, index, till.path);
      return;
    }
    default: {
      await till.lan.gather('m1');
      const purchaseId = `p-${index}-${randomUUID()}`;
      const points = 1 + world.pick(150);
      // Goods that earn nothing: what is earned at one till may be spent there at once.
      const lines = cart().lines.map((line) => ({ ...line, flags: ['noPoints' as const] }));
      const asked = cart({ member: 'm1', lines, redeem: { wallet: 'main', points } });
      if (!till.checkout.quote(purchaseId, asked).ok) return;
      if (world.pick(4) === 0) till.checkout.cancel(purchaseId, { operationId: randomUUID() });
      else
        till.checkout.confirm(purchaseId, {
          operationId: randomUUID(),
          fiscal: { number: randomUUID().slice(0, 8), time: '2026-12-05T12:31:00+03:00' },
          tenders: [],
        });
    }
  }
}

async function takenAfter(seed: number, generous = false): Promise<number> {
  const tills: SimulatedTill[] = [];
  const world: World = { tills, clock: handClock(), pick: numbersOf(seed), seen: [], generous };
  for (let index = 0; index < 3; index += 1) tills.push(makeTill(world, index));
  for (let count = 0; count < 30; count += 1) await step(world);
  const sum = tills.reduce((all, { store }) => all + (store.unsettledSpend('m1').main ?? 0), 0);
  for (const { store } of tills) store.close();
  return sum;
}

// Every run writes real files durably: 6 in an ordinary test, 120 in the nightly one.
const runs = Math.ceil(propertyRuns / 84);
const timeoutMs = 30 * 60_000;

describe('three tills of a store without the hub', () => {
  it(
    'never take more of a member together than the store may, whatever the network and kills do',
    async () => {
      let most = 0;
      for (let seed = 1; seed <= runs; seed += 1) {
        const taken = await takenAfter(seed);
        expect(taken, `seed ${seed}`).toBeLessThanOrEqual(wholePoints);
        most = Math.max(most, taken);
      }
      // Rights do move: one till's third is 67 points.
      expect(most).toBeGreaterThan(wholePoints * 0.9);
    },
    timeoutMs,
  );

  it(
    'are caught taking more when tills keep what they give away',
    async () => {
      let most = 0;
      for (let seed = 1; seed <= 3; seed += 1) most = Math.max(most, await takenAfter(seed, true));
      expect(most).toBeGreaterThan(wholePoints);
    },
    timeoutMs,
  );
});
