import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLeasing } from '../../../src/agent/leasing.ts';
import { checkPack } from '../../../src/agent/pack-check.ts';
import { modeOf } from '../../../src/agent/status.ts';
import { type Checkout, createCheckout } from '../../../src/checkout/checkout.ts';
import { createLeaseBook } from '../../../src/checkout/lease-book.ts';
import type { SaleStore } from '../../../src/checkout/ports.ts';
import type { LeaseRequest, LeaseResult } from '../../../src/contracts/leases.ts';
import type { PullResult, PurchaseOperation, PushRequest } from '../../../src/contracts/sync.ts';
import { grantLeases } from '../../../src/hub/api/grant-leases.ts';
import { pullStream } from '../../../src/hub/api/pull-stream.ts';
import { pushOperations } from '../../../src/hub/api/push-operations.ts';
import { epson } from '../../../src/receipts/escpos/profiles/epson.ts';
import { defined } from '../../../src/shared/assert.ts';
import { uuidV7 } from '../../../src/shared/ids.ts';
import type { Clock } from '../../../src/shared/ports.ts';
import { err, ok } from '../../../src/shared/result.ts';
import type { TillIdentity } from '../../../src/store/identity.ts';
import { openTillStore, type TillStore } from '../../../src/store/till-store.ts';
import { createSyncClient } from '../../../src/sync/client.ts';
import type { SyncClient } from '../../../src/sync/client-parts.ts';
import { hubSigned } from '../../../src/sync/keys.ts';
import type { SyncTransport } from '../../../src/sync/ports.ts';
import type { SeededNumbers } from '../../support/seeded-numbers.ts';
import { enrolSimTill } from './enrol-sim-till.ts';
import type { Network } from './network.ts';
import type { SimHub, TrueTime } from './sim-hub.ts';
import type { PlantedBug, Witness } from './witness.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const failed = (detail: string) => err({ code: 'refused', detail, retryAfterMs: null });

/** What a till is made from, and what watches it. */
export type Surroundings = {
  readonly hub: SimHub;
  readonly network: Network;
  readonly time: TrueTime;
  readonly chance: SeededNumbers;
  readonly witness: Witness;
  readonly planted: PlantedBug | null;
};

type Life = {
  readonly bootId: string;
  readonly store: TillStore;
  readonly checkout: Checkout;
  readonly client: SyncClient;
  readonly leasing: ReturnType<typeof createLeasing>;
  readonly tick: () => Promise<void>;
  readonly clock: Clock;
  isDead: boolean;
};

/** A till of real parts, cut off, rebooted and confused about the time as the run says. */
export class SimUnit {
  readonly id: string;
  plugged = true;
  skewMs = 0;
  readonly #around: Surroundings;
  readonly #identity: TillIdentity;
  readonly #folder: string;
  #boots = 0;
  #living: Life | null = null;

  private constructor(around: Surroundings, identity: TillIdentity, folder: string) {
    this.#around = around;
    this.#identity = identity;
    this.#folder = folder;
    this.id = identity.till;
  }

  static async open(around: Surroundings, id: string, folder: string): Promise<SimUnit> {
    const { hub, time } = around;
    const identity = await enrolSimTill(hub, id, time.nowMs);
    mkdirSync(folder, { recursive: true });
    const unit = new SimUnit(around, identity, folder);
    await unit.#start();
    return unit;
  }

  get #life(): Life {
    return defined(this.#living, 'an opened till lives');
  }
  get checkout(): Checkout {
    return this.#life.checkout;
  }
  get bootId(): string {
    return this.#life.bootId;
  }
  purchase(purchaseId: string): PurchaseOperation | null {
    return this.#life.store.purchase(purchaseId);
  }
  get waiting(): number {
    return this.#life.store.backlog().count;
  }

  /** One round of sync. */
  async sync(): Promise<void> {
    if (this.plugged) await this.#life.tick();
  }

  async plug(plugged: boolean): Promise<void> {
    if (this.plugged === plugged) return;
    this.plugged = plugged;
    this.#life.client.setConnected(plugged);
    await settled();
  }

  /** What the agent does before it prices a cart. The customer does not wait for what is late. */
  async serve(member: string): Promise<void> {
    const asked = this.#life.leasing.before(member);
    if (asked !== null) await asked;
  }

  /** kill -9 and a new start: what was in memory is gone. */
  async reboot(): Promise<void> {
    await this.close();
    await this.#start();
  }

  async close(): Promise<void> {
    this.#life.isDead = true;
    void this.#life.client.stop();
    this.#life.store.close();
  }

  async #start(): Promise<void> {
    this.#boots += 1;
    const { time, planted } = this.#around;
    const bornMs = time.nowMs;
    const clock: Clock = {
      wallMs: () => time.nowMs + this.skewMs,
      monotonicMs: () => time.nowMs - bornMs,
    };
    const bootId = `${this.id}-${this.#boots}`;
    const identity = this.#identity;
    const store = openTillStore(join(this.#folder, 'till.db'), {
      clock,
      bootId,
      verifyPack: (pack) => checkPack(pack, identity),
      isHubSigned: ({ text, keyId, signature }) => hubSigned(identity.hubKeys, keyId, text, signature),
    });
    if (store.identity.get() === null) store.identity.set(identity);
    const state = { isDead: false };
    const transport = this.#transport(state, bootId);
    const random = {
      bytes: (length: number) => Uint8Array.from({ length }, () => this.#around.chance.below(256)),
    };
    const book = createLeaseBook({
      // Planted: how long a lease lives is read off the clock on the wall.
      clock: planted === 'wall-clock-lease' ? { monotonicMs: clock.wallMs } : clock,
      newId: () => uuidV7(clock, random),
      isInUse: () => store.config.get()?.offline.leases !== undefined,
      numbersAbove: store.sync.beginLeaseNumbers,
    });
    const timers = lineOfTimers();
    const client = createSyncClient({
      ...{ store: store.sync, transport, leases: book, clock, random, timers, log },
      onStatus: () => {},
      onApplied: () => {},
    });
    const mode = () =>
      modeOf({
        ...{ version: '0', store, clock },
        connected: () => client.status().connected,
        hasRoom: () => true,
        hubProblem: () => null,
        devices: () => [],
      });
    const checkout = createCheckout({
      ...{ store: this.#storeOf(store), clock, random, bootId, mode, leases: book },
      isStopped: store.sync.isStopped,
      language: () => 'ru',
      recognise: () => ({ kind: 'unknown', reason: 'no-rule' }),
      phoneHash: () => null,
      printing: () => ({ profile: epson, own: false }),
      askPurchase: async () => err('nobody is asked here'),
    });
    // A cart does not wait longer than the present turn.
    const soon = {
      after(_delayMs: number, action: () => void) {
        setImmediate(action);
        return () => {};
      },
    };
    const leasing = createLeasing({ book, transport, store, mode, clock, timers: soon });
    this.#living = Object.assign(state, {
      bootId,
      store,
      checkout,
      client,
      leasing,
      clock,
      tick: timers.tick,
    });
    if (!this.plugged) client.setConnected(false);
    client.start();
    await settled();
  }

  #storeOf(store: TillStore): SaleStore {
    if (this.#around.planted !== 'no-unit-budget') return store;
    // Planted: what a till lets go of all members together has no end.
    const get = () => {
      const config = store.config.get();
      return config === null
        ? null
        : { ...config, offline: { ...config.offline, unitPoints: Number.MAX_SAFE_INTEGER } };
    };
    return { ...store, config: { get } };
  }

  #transport(life: { readonly isDead: boolean }, bootId: string): SyncTransport {
    const { hub, network, witness } = this.#around;
    const isUp = () => this.plugged && !life.isDead;
    const till = async () => defined(await hub.store.till(this.id), 'the till is enrolled');
    return {
      push: (request: PushRequest) =>
        network.call(isUp, async () => {
          await witness.beforePush(this.id, request);
          const answer = await pushOperations(hub.parts, await till(), request);
          return answer.ok ? answer : failed(answer.error.detail);
        }),
      pull: async (query) => {
        const answer = await network.call<PullResult>(isUp, async () =>
          ok(await pullStream(hub.parts, { id: this.id, storeId: 's1' }, query)),
        );
        // The client takes it in this very turn unless it has given up.
        if (answer.ok && !life.isDead) witness.pulled(this.id, answer.value);
        return answer;
      },
      leases: (request: LeaseRequest) => {
        const sentMs = this.#around.time.nowMs;
        return network.call<LeaseResult>(isUp, async () => {
          await witness.beforeGrant();
          const answer = await grantLeases(hub.parts, await till(), request);
          if (!answer.ok) return failed(answer.error.detail);
          witness.granted({ unit: this.id, bootId, sentMs, member: request.member }, answer.value.leases);
          return answer;
        });
      },
      purchase: async () => failed('nobody asks'),
      listen: () => () => {},
    };
  }
}

/** Everything that could go on at once has gone on. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Timers of a sync client, which has one at a time: it comes when the run asks for it. */
function lineOfTimers() {
  let due: (() => void) | null = null;
  return {
    after(_delayMs: number, action: () => void): () => void {
      due = action;
      return () => {
        if (due === action) due = null;
      };
    },
    async tick(): Promise<void> {
      const action = due;
      due = null;
      action?.();
      // A client lets the register go first between its pieces, a turn each.
      for (let turn = 0; turn < 50; turn += 1) await settled();
    },
  };
}
