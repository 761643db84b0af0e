import { createHmac } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkPack } from '../../src/agent/pack-check.ts';
import { modeOf } from '../../src/agent/status.ts';
import { tillDatabaseFile } from '../../src/agent/till-files.ts';
import { type Checkout, createCheckout } from '../../src/checkout/checkout.ts';
import type { Mode } from '../../src/contracts/till-status.ts';
import { systemRandom } from '../../src/drivers/system-random.ts';
import { epson } from '../../src/receipts/escpos/profiles/epson.ts';
import { defined } from '../../src/shared/assert.ts';
import type { Clock } from '../../src/shared/ports.ts';
import { err, ok } from '../../src/shared/result.ts';
import type { TillIdentity } from '../../src/store/identity.ts';
import { openTillStore, type TillStore } from '../../src/store/till-store.ts';
import { createSyncClient } from '../../src/sync/client.ts';
import type { SyncClient } from '../../src/sync/client-parts.ts';
import { enrol } from '../../src/sync/enrol.ts';
import { makeTillKeys, signerOf, type TillKeys } from '../../src/sync/keys.ts';
import type { SyncTransport } from '../../src/sync/ports.ts';
import { createHttpTransport } from '../../src/sync/transport-http.ts';
import type { SeededNumbers } from '../support/seeded-numbers.ts';
import { lookAfter, stopLooking } from './crash-points.ts';
import type { SimHub } from './sim-hub.ts';

const unreachable = err({ code: 'unreachable', detail: 'the line is cut', retryAfterMs: null });
const files = ['', '-wal', '-carts', '-carts-wal'].map((suffix) => `${tillDatabaseFile}${suffix}`);

/** One life of the till's process. */
type Life = {
  readonly folder: string;
  readonly store: TillStore;
  readonly checkout: Checkout;
  readonly client: SyncClient;
  /** Lets the sync client's timer come now; resolves when it waits for the next one. */
  readonly tick: () => Promise<void>;
  /** Resolves when the client next sets a timer. */
  readonly rest: () => Promise<void>;
  /** A dead process talks to nobody. */
  isDead: boolean;
};

/** A till of real parts in this process that can be cut off, confused about the time, and killed between statements. */
export class SimTill {
  readonly id: string;
  /** Cable to the hub. */
  plugged = true;
  /** Percent of calls to the hub that go wrong. */
  faultsPercent = 0;
  skewMs = 0;
  readonly #hub: SimHub;
  readonly #folder: string;
  readonly #chance: SeededNumbers;
  readonly #identity: TillIdentity;
  readonly #keys: TillKeys;
  #lives = 0;
  #living: Life | null = null;

  private constructor(
    hub: SimHub,
    folder: string,
    chance: SeededNumbers,
    identity: TillIdentity,
    keys: TillKeys,
  ) {
    [this.#hub, this.#folder, this.#chance, this.#identity, this.#keys] = [
      hub,
      folder,
      chance,
      identity,
      keys,
    ];
    this.id = identity.till;
  }

  get #life(): Life {
    return defined(this.#living, 'an opened till lives');
  }

  static async open(hub: SimHub, id: string, folder: string, chance: SeededNumbers): Promise<SimTill> {
    const keys = makeTillKeys();
    const made = await hub.manage('POST', '/v1/manage/enrol-codes', { store: 's1', till: id });
    const about = { machine: 'sim', version: '0', clock: hub.clock };
    const enrolled = await enrol(hub.url(), (made as { code: string }).code, keys.publicKey, about);
    if (!enrolled.ok) throw new Error(enrolled.error.detail);
    const till = new SimTill(hub, folder, chance, { ...enrolled.value, hubUrl: hub.url() }, keys);
    await till.#start(till.#nextFolder());
    return till;
  }

  get checkout(): Checkout {
    return this.#life.checkout;
  }
  get store(): TillStore {
    return this.#life.store;
  }
  get mode(): Mode {
    return this.#modeOf(this.#life);
  }
  get path(): string {
    return join(this.#life.folder, tillDatabaseFile);
  }

  /** One round of sync: what is in the outbox goes, what is new comes. */
  async sync(): Promise<void> {
    if (!this.plugged) return;
    await this.#life.tick();
  }

  async plug(connected: boolean): Promise<void> {
    if (this.plugged === connected) return;
    this.plugged = connected;
    const { client, rest } = this.#life;
    const rested = rest();
    client.setConnected(connected);
    if (connected) await rested;
  }

  /**
   * Does something while the process may be killed after so many steps; null: it was killed, nobody heard the answer,
   * and the till has started again on what was on the disk.
   */
  async killedAfter<T>(steps: number, work: () => T | Promise<T>): Promise<T | null> {
    const next = this.#nextFolder();
    const life = this.#life;
    lookAfter(steps, () => {
      life.isDead = true;
      this.#copyFiles(life.folder, next);
    });
    const answer = await work();
    if (stopLooking()) return answer;
    await this.#replace(next);
    return null;
  }

  /** Killed while it did nothing. */
  async kill(): Promise<void> {
    const next = this.#nextFolder();
    this.#life.isDead = true;
    this.#copyFiles(this.#life.folder, next);
    await this.#replace(next);
  }

  async close(): Promise<void> {
    this.#life.isDead = true;
    await this.#life.client.stop();
    this.#life.store.close();
  }

  async #replace(folder: string): Promise<void> {
    const old = this.#life;
    await this.close();
    rmSync(old.folder, { recursive: true, force: true });
    await this.#start(folder);
  }

  /** Starts the process and waits until its first talk with the hub is over. */
  async #start(folder: string): Promise<void> {
    const life = this.#boot(folder);
    this.#living = life;
    if (life.store.identity.get() === null) life.store.identity.set(this.#identity);
    if (!this.plugged) life.client.setConnected(false);
    const rested = life.rest();
    life.client.start();
    if (this.plugged) await rested;
  }

  #nextFolder(): string {
    this.#lives += 1;
    return join(this.#folder, `${this.id}-${this.#lives}`);
  }

  #copyFiles(from: string, to: string): void {
    mkdirSync(to, { recursive: true });
    for (const file of files)
      if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file));
  }

  #modeOf({ store, client }: Pick<Life, 'store' | 'client'>): Mode {
    return modeOf({
      version: '0',
      store,
      clock: this.#clock,
      connected: () => client.status().connected,
      hasRoom: () => true,
      hubProblem: () => null,
      devices: () => [],
    });
  }

  /** What this till believes the time is; its monotonic clock began with its process. */
  #clock: Clock = { wallMs: () => 0, monotonicMs: () => 0 };

  #boot(folder: string): Life {
    mkdirSync(folder, { recursive: true });
    const bornMs = this.#hub.clock.monotonicMs();
    const clock: Clock = {
      wallMs: () => this.#hub.clock.wallMs() + this.skewMs,
      monotonicMs: () => this.#hub.clock.monotonicMs() - bornMs,
    };
    this.#clock = clock;
    const bootId = `${this.#identity.till}-${this.#lives}`;
    const store: TillStore = openTillStore(join(folder, tillDatabaseFile), {
      clock,
      bootId,
      verifyPack: (pack) => checkPack(pack, this.#identity),
    });
    const alive = { isDead: false };
    const transport = this.#transport(clock, store, alive);
    const timers = lineOfTimers();
    const client = createSyncClient({
      store: store.sync,
      transport,
      clock,
      random: systemRandom,
      timers,
      onStatus: () => {},
      onApplied: () => {},
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    const checkout = createCheckout({
      store,
      clock,
      random: systemRandom,
      bootId,
      mode: () => this.#modeOf({ store, client }),
      language: () => 'ru',
      recognise: () => ({ kind: 'unknown', reason: 'no-rule' }),
      phoneHash: (e164) =>
        createHmac('sha256', Buffer.from(this.#identity.phoneKey, 'base64')).update(e164).digest('hex'),
      printing: () => ({ profile: epson, own: true }),
      askPurchase: async (purchaseId) => {
        const answer = await transport.purchase(purchaseId, AbortSignal.timeout(5000));
        return answer.ok ? ok(answer.value.purchase) : err(answer.error.detail);
      },
    });
    return Object.assign(alive, { folder, store, checkout, client, tick: timers.tick, rest: timers.rest });
  }

  /** The hub over HTTP, on a line that fails as the seed says. */
  #transport(clock: Clock, store: TillStore, life: { isDead: boolean }): SyncTransport {
    const contact = store.sync.lastContact();
    const real = createHttpTransport({
      hubUrl: this.#hub.url(),
      chain: this.#identity.chain,
      till: this.#identity.till,
      hubKeys: this.#identity.hubKeys,
      signer: signerOf(this.#keys.privateKeyPem),
      clock,
      random: systemRandom,
      timers: { after: () => () => {} },
      offsetMs: contact === null ? null : contact.hubTimeMs - contact.wallMs,
    });
    const over = async <T>(call: () => Promise<T>): Promise<T | typeof unreachable> => {
      if (life.isDead || !this.plugged) return unreachable;
      const fault = this.#chance.percent(this.faultsPercent) ? this.#chance.below(3) : null;
      if (fault === 0) return unreachable;
      const answer = await call();
      // The hub did it and nobody heard; or it was asked twice.
      if (fault === 1 || life.isDead) return unreachable;
      return fault === 2 ? call() : answer;
    };
    return {
      push: (request, signal) => over(() => real.push(request, signal)),
      pull: (query, signal) => over(() => real.pull(query, signal)),
      leases: (request, signal) => over(() => real.leases(request, signal)),
      purchase: (purchaseId, signal) => over(() => real.purchase(purchaseId, signal)),
      // Nobody rings: the simulation says when tills look.
      listen: () => () => {},
    };
  }
}

/** Timers of a sync client, which has one at a time: it comes when it is asked for. */
function lineOfTimers() {
  let due: (() => void) | null = null;
  let armed: (() => void) | null = null;
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      armed = resolve;
    });
  return {
    after(_delayMs: number, action: () => void): () => void {
      due = action;
      armed?.();
      armed = null;
      return () => {
        if (due === action) due = null;
      };
    },
    rest,
    async tick(): Promise<void> {
      const rested = rest();
      const action = defined(due, 'a client at rest has a timer');
      due = null;
      action();
      await rested;
    },
  };
}
