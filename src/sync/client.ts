import { setImmediate } from 'node:timers/promises';
import {
  PUSH_MAX_BYTES,
  PUSH_MAX_OPERATIONS,
  type PushResult,
  type Stream,
  SYNC_PROTOCOL,
} from '../contracts/sync.ts';
import { isLastingRefusal } from '../contracts/till-status.ts';
import type { Result } from '../shared/result.ts';
import type { SyncClient, SyncClientParts, SyncStatus } from './client-parts.ts';
import { pollDelayMs, retryDelayMs } from './machine/delays.ts';
import { partOfPage, partOfVerdicts } from './machine/parts-of-page.ts';
import { initialState, type SyncCommand, type SyncEvent, type SyncState } from './machine/state.ts';
import { step } from './machine/step.ts';
import type { TransportFailure } from './ports.ts';
import { createSnapshotTaker } from './take-snapshot.ts';

const pullLimit = 500;
/** What is done in one go, in a lull and without one: about two milliseconds and less than one. */
const changesAtOnce = { lull: 50, sale: 12 } as const;
const verdictsAtOnce = { lull: 50, sale: 8 } as const;
const operationsAtOnce = { lull: PUSH_MAX_OPERATIONS, sale: 16 } as const;

/**
 * Keeps a till and its hub together: does what the machine says and tells it how it went. One exchange at a time. A
 * failing disk counts as a failed exchange: it is logged, shown and tried again, and the sale does not notice.
 */
export function createSyncClient(parts: SyncClientParts): SyncClient {
  return new Client(parts);
}

class Client implements SyncClient {
  readonly #parts: SyncClientParts;
  #state = initialState;
  #problem: SyncStatus['problem'] = null;
  #reached = false;
  /** The hub's head was found in the journal since the start, and since the hub was last restored. */
  #headKnown = false;
  #exchange: { readonly controller: AbortController; done: Promise<void> } | null = null;
  #cancelTimer: () => void = () => {};
  #closeDoorbell: () => void = () => {};
  #lastShown = '';
  /** Null: members are always pulled. */
  readonly #takeSnapshot: ReturnType<typeof createSnapshotTaker> | null;

  constructor(parts: SyncClientParts) {
    this.#parts = parts;
    const { snapshot: store } = parts.store;
    const { snapshot: transport } = parts.transport;
    this.#takeSnapshot =
      store === undefined || transport === undefined
        ? null
        : createSnapshotTaker({ store, transport, log: parts.log, pace: () => this.#pace() });
  }

  start = (): void => {
    this.#headKnown = false;
    this.#take({ kind: 'start' });
  };
  poke = (): void => this.#take({ kind: 'poke' });
  setConnected = (connected: boolean): void => this.#take({ kind: connected ? 'plug' : 'unplug' });
  stop = async (): Promise<void> => {
    const running = this.#exchange?.done;
    this.#take({ kind: 'stop' });
    await running;
  };

  status = (): SyncStatus => {
    const contact = this.#parts.store.lastContact();
    return {
      connected: this.#reached && this.#state.failures === 0 && isOnline(this.#state),
      state: this.#state.kind,
      lastContactAtMs: contact?.wallMs ?? null,
      offsetMs: contact === null ? null : contact.hubTimeMs - contact.wallMs,
      failures: this.#state.failures,
      problem: this.#problem,
    };
  };

  #take(event: SyncEvent): void {
    const { state, commands } = step(this.#state, event);
    this.#state = state;
    if (!isOnline(state)) this.#reached = false;
    for (const command of commands) this.#run(command);
    this.#show();
  }

  #run(command: SyncCommand): void {
    const { timers, transport } = this.#parts;
    switch (command.kind) {
      case 'push':
        this.#begin((signal) => this.#push(signal));
        return;
      case 'pull':
        this.#begin((signal) => this.#pull(command.stream, signal));
        return;
      case 'abort':
        this.#exchange?.controller.abort();
        this.#exchange = null;
        return;
      case 'arm-poll':
        this.#cancelTimer();
        this.#cancelTimer = timers.after(pollDelayMs(this.#unit()), () => this.#take({ kind: 'poll-due' }));
        return;
      case 'arm-retry': {
        this.#cancelTimer();
        const delayMs = retryDelayMs(command.failures, command.retryAfterMs, this.#unit());
        this.#cancelTimer = timers.after(delayMs, () => this.#take({ kind: 'retry-due' }));
        return;
      }
      case 'disarm':
        this.#cancelTimer();
        return;
      case 'open-doorbell':
        this.#closeDoorbell = transport.listen({
          onRing: (stream, cursor) => {
            if (cursor !== this.#parts.store.cursor(stream)) this.#take({ kind: 'bell', stream });
          },
          onLost: () => this.#take({ kind: 'bell-lost' }),
        });
        return;
      case 'close-doorbell':
        this.#closeDoorbell();
        return;
    }
  }

  /** Runs one exchange; its outcome counts only while it has not been aborted. */
  #begin(work: (signal: AbortSignal) => Promise<SyncEvent>): void {
    const controller = new AbortController();
    const run = async (): Promise<void> => {
      // The next exchange starts after the present event is dealt with, never inside it.
      await Promise.resolve();
      let outcome: SyncEvent;
      try {
        outcome = await work(controller.signal);
      } catch (error) {
        this.#parts.log.error({ err: error }, 'sync: the store failed');
        this.#problem = {
          code: 'store-failed',
          detail: error instanceof Error ? error.message : String(error),
        };
        outcome = { kind: 'failed', retryAfterMs: null };
      }
      if (controller.signal.aborted) return;
      this.#exchange = null;
      this.#take(outcome);
    };
    const exchange = { controller, done: Promise.resolve() };
    this.#exchange = exchange;
    exchange.done = run();
  }

  async #push(signal: AbortSignal): Promise<SyncEvent> {
    const { store, transport, log } = this.#parts;
    const pace = await this.#pace();
    if (signal.aborted) return { kind: 'failed', retryAfterMs: null };
    const {
      epoch,
      previousHead,
      lastSequence,
      operations,
      personal = [],
    } = store.outbox(operationsAtOnce[pace], PUSH_MAX_BYTES);
    // Nothing happens between these lines: what was spent from a lease that is gone is in the journal up to here.
    const statement = this.#parts.leases?.statement() ?? null;
    const isDue = this.#parts.leases?.isStatementDue() ?? false;
    if (operations.length === 0 && this.#headKnown && !isDue) return { kind: 'nothing-to-push' };
    const request = {
      protocol: SYNC_PROTOCOL,
      epoch,
      previousHead,
      operations,
      ...(personal.length === 0 ? {} : { personal }),
      leasesHeld: statement?.held ?? [],
      ...(statement === null ? {} : { leaseReport: { asOf: statement.asOf, lastSequence } }),
    };
    const answer = await this.#measured(() => transport.push(request, signal), signal);
    if (answer === null) return { kind: 'failed', retryAfterMs: null };
    if (!answer.ok) return this.#pushFailed(answer.error);
    const restored = this.#heed(answer.value);
    if (statement !== null && answer.value.headSequence >= lastSequence) this.#parts.leases?.told(statement);
    if (answer.value.verdicts.length === 0) {
      const outcome = this.#reconcile(answer.value, operations.length);
      return restored && outcome.kind !== 'push-refused' ? { kind: 'hub-restored' } : outcome;
    }
    this.#headKnown = true;
    store.noteRefusal(null);
    const settled = await this.#settle(answer.value, signal);
    log.debug?.({ sent: operations.length, settled }, 'sync: pushed');
    if (restored) return { kind: 'hub-restored' };
    return settled === 0 ? this.#nothingSettled() : this.#pushed();
  }

  /** Takes the verdicts, a few at once; how many left the outbox. */
  async #settle(result: PushResult, signal: AbortSignal): Promise<number> {
    const { store, log } = this.#parts;
    let settled = 0;
    let refused = 0;
    for (let from: number | null = 0; from !== null; ) {
      const pace = await this.#pace();
      if (signal.aborted) break;
      const { part, next } = partOfVerdicts(result, from, verdictsAtOnce[pace]);
      const { acknowledged, quarantined } = store.settle(part);
      settled += acknowledged + quarantined;
      refused += quarantined;
      from = next;
    }
    if (refused > 0)
      log.warn({ quarantined: refused }, 'sync: the hub refused operations; they are in quarantine');
    return settled;
  }

  readonly #pushed = (): SyncEvent => ({ kind: 'pushed', more: this.#parts.store.isWaiting() });

  /** The hub answered with its head alone: the journal goes on from there, or is another one. */
  #reconcile(result: PushResult, sent: number): SyncEvent {
    const { store, log } = this.#parts;
    const outcome = store.reconcile(result);
    if (outcome === 'forked') {
      return this.#pushFailed({
        code: 'chain-forked',
        detail: `The hub has operation ${result.headSequence} of another journal of this till.`,
        retryAfterMs: null,
      });
    }
    this.#headKnown = true;
    store.noteRefusal(null);
    const { requeued } = outcome;
    if (requeued > 0)
      log.warn({ requeued, from: result.headSequence }, 'sync: the hub lacks operations it once had');
    return sent > 0 && requeued === 0 ? this.#nothingSettled() : this.#pushed();
  }

  /** Verdicts that settle nothing would be asked for again at once, for ever. */
  #nothingSettled(): SyncEvent {
    this.#problem = {
      code: 'nothing-settled',
      detail: 'The hub answered, but judged none of the operations.',
    };
    return { kind: 'failed', retryAfterMs: null };
  }

  #heed({ generation }: { readonly generation?: string | undefined }): boolean {
    const restored = generation !== undefined && this.#parts.store.heedGeneration(generation);
    if (!restored) return false;
    this.#headKnown = false;
    this.#parts.leases?.dropAll();
    this.#parts.log.warn({ generation }, 'sync: the hub was restored from a backup; everything is read anew');
    return true;
  }

  #pushFailed(failure: TransportFailure): SyncEvent {
    const { code, detail } = failure;
    this.#problem = { code, detail };
    if (isLastingRefusal(code)) this.#parts.store.noteRefusal({ code, detail });
    if (failure.code === 'chain-forked') {
      this.#parts.log.error({ detail: failure.detail }, 'sync: the hub has another journal of this till');
      return { kind: 'push-refused', forked: true };
    }
    if (['invalid', 'malformed-json', 'too-large'].includes(failure.code)) {
      this.#parts.log.error({ ...failure }, 'sync: the hub takes no push of this till');
      return { kind: 'push-refused', forked: false };
    }
    return { kind: 'failed', retryAfterMs: failure.retryAfterMs };
  }

  async #pull(stream: Stream, signal: AbortSignal): Promise<SyncEvent> {
    const { store, transport, log, onApplied } = this.#parts;
    await this.#pace();
    if (signal.aborted) return { kind: 'failed', retryAfterMs: null };
    if (stream === 'members') {
      const taken = await this.#takeSnapshot?.(signal);
      if (signal.aborted) return { kind: 'failed', retryAfterMs: null };
      if (taken !== undefined && !taken.ok) {
        this.#problem = { code: taken.error.code, detail: taken.error.detail };
        return { kind: 'failed', retryAfterMs: taken.error.retryAfterMs };
      }
      if (taken?.value === 'done') onApplied(stream);
      if (taken !== undefined && taken.value !== 'none') return { kind: 'pulled', more: true };
    }
    const cursor = store.cursor(stream);
    const staged = stream === 'packs' ? { pack: store.stagedPack() } : {};
    const answer = await this.#measured(
      () => transport.pull({ stream, cursor, limit: pullLimit, ...staged }, signal),
      signal,
    );
    if (answer === null) return { kind: 'failed', retryAfterMs: null };
    if (!answer.ok && answer.error.code === 'invalid') {
      // A hub that is a version behind has no such stream; the others go on.
      log.warn({ stream, detail: answer.error.detail }, 'sync: the hub does not know this stream');
      return { kind: 'pulled', more: false };
    }
    if (!answer.ok) {
      this.#problem = { code: answer.error.code, detail: answer.error.detail };
      return { kind: 'failed', retryAfterMs: answer.error.retryAfterMs };
    }
    if (!this.#state.forked) this.#problem = null;
    // The page answers a cursor of the data before the restore.
    if (this.#heed(answer.value)) return { kind: 'hub-restored' };
    let quarantined = 0;
    for (let from: number | null = 0; from !== null; ) {
      const pace = await this.#pace();
      if (signal.aborted) return { kind: 'failed', retryAfterMs: null };
      const { part, next } = partOfPage(answer.value, from, changesAtOnce[pace]);
      quarantined += store.apply(part).quarantined;
      from = next;
    }
    if (quarantined > 0) log.warn({ stream, quarantined }, 'sync: some changes could not be read');
    const { changes, more } = answer.value;
    log.debug?.(
      { stream, from: cursor, to: answer.value.cursor, changes: changes.length, more },
      'sync: pulled',
    );
    if (changes.length > 0) onApplied(stream);
    return { kind: 'pulled', more };
  }

  /** Lets whoever waits for an answer go first: a register may be waiting in this very turn. */
  async #pace(): Promise<'lull' | 'sale'> {
    await setImmediate();
    const { lull } = this.#parts;
    return lull === undefined || (await lull()) ? 'lull' : 'sale';
  }

  /** Runs an exchange and notes hub time against the till's clocks at the middle of the round trip. Null: aborted. */
  async #measured<T extends { readonly hubTimeMs: number }>(
    exchange: () => Promise<Result<T, TransportFailure>>,
    signal: AbortSignal,
  ): Promise<Result<T, TransportFailure> | null> {
    const { clock, store } = this.#parts;
    const sentMs = clock.monotonicMs();
    const answer = await exchange();
    if (signal.aborted) return null;
    if (answer.ok) {
      const monotonicMs = clock.monotonicMs();
      const halfMs = Math.floor((monotonicMs - sentMs) / 2);
      store.recordContact({
        hubTimeMs: answer.value.hubTimeMs,
        wallMs: clock.wallMs() - halfMs,
        monotonicMs: monotonicMs - halfMs,
      });
      this.#reached = true;
    }
    return answer;
  }

  /** A number in [0, 1) of 32 random bits. */
  #unit(): number {
    const bytes = this.#parts.random.bytes(4);
    return bytes.reduce((value, byte) => value * 256 + byte, 0) / 2 ** 32;
  }

  /** Tells of a status that looks different, not of every exchange. */
  #show(): void {
    const status = this.status();
    const { lastContactAtMs: _at, offsetMs: _offset, state: _state, ...shown } = status;
    const text = JSON.stringify(shown);
    if (text === this.#lastShown) return;
    this.#lastShown = text;
    this.#parts.onStatus(status);
  }
}

const isOnline = (state: SyncState): boolean => state.kind !== 'stopped' && state.kind !== 'offline';
