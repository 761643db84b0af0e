import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkPack } from '../../../src/agent/pack-check.ts';
import { estimateHubTime, type HubTime } from '../../../src/checkout/hub-time.ts';
import { pullStream } from '../../../src/hub/api/pull-stream.ts';
import { pushOperations } from '../../../src/hub/api/push-operations.ts';
import { defined } from '../../../src/shared/assert.ts';
import type { Clock } from '../../../src/shared/ports.ts';
import { err, ok, type Result } from '../../../src/shared/result.ts';
import type { TillIdentity } from '../../../src/store/identity.ts';
import { openTillStore, type TillStore } from '../../../src/store/till-store.ts';
import { createSyncClient } from '../../../src/sync/client.ts';
import type { SyncClient } from '../../../src/sync/client-parts.ts';
import { hubSigned } from '../../../src/sync/keys.ts';
import type { DoorbellListener, SyncTransport, TransportFailure } from '../../../src/sync/ports.ts';
import type { SeededNumbers } from '../../support/seeded-numbers.ts';
import { enrolSimTill } from '../leases/enrol-sim-till.ts';
import type { SimHub } from '../leases/sim-hub.ts';
import type { VirtualTime } from './virtual-time.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const lost: Result<never, TransportFailure> = err({
  ...{ code: 'unreachable', detail: 'the line is cut', retryAfterMs: null },
});

/** What tills are made from. `latencyMs`: of one message, either way. */
export type FleetWorld = {
  readonly hub: SimHub;
  readonly time: VirtualTime;
  readonly chance: SeededNumbers;
  readonly folder: string;
  readonly latencyMs: () => number;
  /** False: the hub is away for everybody. */
  hubIsUp: boolean;
};

/** How a till's clock is wrong: milliseconds off at the start, and parts per million that it runs fast. */
export type ClockFault = { readonly skewMs: number; readonly fastPpm: number };

/** The real store and sync client of a till over virtual time and a line that takes its time. */
export class FleetTill {
  readonly id: string;
  /** Instants of its requests, the doorbell's too. */
  readonly requestsAtMs: number[] = [];
  readonly #world: FleetWorld;
  readonly #identity: TillIdentity;
  readonly #fault: ClockFault;
  #boots = 0;
  #store: TillStore | null = null;
  #client: SyncClient | null = null;
  #clock: Clock = { wallMs: () => 0, monotonicMs: () => 0 };
  #listener: DoorbellListener | null = null;

  private constructor(world: FleetWorld, identity: TillIdentity, fault: ClockFault) {
    [this.#world, this.#identity, this.#fault] = [world, identity, fault];
    this.id = identity.till;
    this.start();
  }

  static async open(world: FleetWorld, id: string, fault: ClockFault): Promise<FleetTill> {
    const { hub, time } = world;
    const identity = await enrolSimTill(hub, id, time.nowMs);
    return new FleetTill(world, identity, fault);
  }

  get store(): TillStore {
    return defined(this.#store, 'a started till has a store');
  }
  get client(): SyncClient {
    return defined(this.#client, 'a started till has a client');
  }
  /** What the till takes the hub's time to be. */
  get hubTime(): HubTime {
    return estimateHubTime(this.store.sync.lastContact(), this.#clock);
  }
  /** The pack a sale would be priced with now. */
  get activePack(): number | null {
    return this.store.packs.activeAt(this.hubTime.ms)?.manifest.number ?? null;
  }

  /** The process starts, on the files of the one before. The client stays away until it is asked for. */
  start(): void {
    this.#boots += 1;
    const { time, folder, chance } = this.#world;
    const { skewMs, fastPpm } = this.#fault;
    const bornMs = time.nowMs;
    const pace = 1 + fastPpm / 1e6;
    const firstMs = this.#identity.hubTimeMs;
    this.#clock = {
      wallMs: () => firstMs + (time.nowMs - firstMs) * pace + skewMs,
      monotonicMs: () => (time.nowMs - bornMs) * pace,
    };
    const own = join(folder, this.id);
    mkdirSync(own, { recursive: true });
    const { hubKeys } = this.#identity;
    const store = openTillStore(join(own, 'till.db'), {
      ...{ clock: this.#clock, bootId: `${this.id}-${this.#boots}` },
      verifyPack: (pack) => checkPack(pack, this.#identity),
      isHubSigned: ({ text, keyId, signature }) => hubSigned(hubKeys, keyId, text, signature),
    });
    if (store.identity.get() === null) store.identity.set(this.#identity);
    this.#store = store;
    this.#client = createSyncClient({
      ...{ store: store.sync, transport: this.#transport(), clock: this.#clock, timers: time, log },
      random: { bytes: (length) => Uint8Array.from({ length }, () => chance.below(256)) },
      onStatus: () => {},
      onApplied: () => {},
    });
  }

  stop(): void {
    void this.client.stop();
    this.store.close();
  }

  /** What the hub's doorbell would say to this till, after the line's time. */
  ring(stream: Parameters<DoorbellListener['onRing']>[0], cursor: number): void {
    const listener = this.#listener;
    this.#world.time.after(this.#world.latencyMs(), () => {
      if (this.#listener === listener) listener?.onRing(stream, cursor);
    });
  }

  /** A request travels, is answered at once, and the answer travels. */
  async #exchange<T>(
    handle: () => Promise<Result<T, TransportFailure>>,
  ): Promise<Result<T, TransportFailure>> {
    const { time, latencyMs } = this.#world;
    this.requestsAtMs.push(time.nowMs);
    await time.wait(latencyMs());
    if (!this.#world.hubIsUp) return lost;
    const answer = await handle();
    await time.wait(latencyMs());
    return this.#world.hubIsUp ? answer : lost;
  }

  #transport(): SyncTransport {
    const { hub, time, latencyMs } = this.#world;
    const till = async () => defined(await hub.store.till(this.id), 'the till is enrolled');
    return {
      push: (request) =>
        this.#exchange(async () => {
          const answer = await pushOperations(hub.parts, await till(), request);
          return answer.ok ? answer : err({ code: answer.error.code, detail: '', retryAfterMs: null });
        }),
      pull: (query) =>
        this.#exchange(async () => ok(await pullStream(hub.parts, { id: this.id, storeId: 's1' }, query))),
      leases: async () => lost,
      purchase: async () => lost,
      listen: (listener) => {
        this.requestsAtMs.push(time.nowMs);
        this.#listener = listener;
        time.after(2 * latencyMs(), () => {
          if (this.#listener !== listener) return;
          if (!this.#world.hubIsUp) {
            this.#listener = null;
            listener.onLost();
            return;
          }
          // The hub begins with where its streams stand.
          void hub.store.cursors().then((cursors) => {
            for (const [stream, cursor] of Object.entries(cursors))
              if (this.#listener === listener) listener.onRing(stream as 'config', cursor);
          });
        });
        return () => {
          if (this.#listener === listener) this.#listener = null;
        };
      },
    };
  }

  /** The line of the doorbell breaks, as all do when the hub goes. */
  loseDoorbell(): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.onLost();
  }
}
