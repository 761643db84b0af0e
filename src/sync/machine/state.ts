import type { Stream } from '../../contracts/sync.ts';

/**
 * Where the client stands. `offline`: the cable is pulled on purpose; `waiting`: after a failure, until the retry timer;
 * `pushing` and `pulling`: one exchange is under way; `idle`: nothing to do until a bell, a new operation or the poll.
 */
export const stateKinds = ['stopped', 'offline', 'idle', 'pushing', 'pulling', 'waiting'] as const;
export type StateKind = (typeof stateKinds)[number];

export type SyncState = {
  readonly kind: StateKind;
  /** The cable to the hub; the client may be stopped with it pulled. */
  readonly plugged: boolean;
  /** Operations may be in the outbox. */
  readonly pushWanted: boolean;
  /** Streams to ask for, in order; the first one is being pulled in state `pulling`. */
  readonly pullWanted: readonly Stream[];
  /** Failures in a row. */
  readonly failures: number;
  /** The hub said that the journals differ: nothing is pushed until the till is enrolled again; pulls go on. */
  readonly forked: boolean;
  /** `resting`: it broke off while the hub answers; it is opened again after the next poll, not at once. */
  readonly doorbell: 'closed' | 'open' | 'resting';
};

export const initialState: SyncState = {
  kind: 'stopped',
  plugged: true,
  pushWanted: false,
  pullWanted: [],
  failures: 0,
  forked: false,
  doorbell: 'closed',
};

export type SyncEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'stop' }
  /** The cable is plugged in or pulled. */
  | { readonly kind: 'plug' }
  | { readonly kind: 'unplug' }
  /** A new operation is in the outbox. */
  | { readonly kind: 'poke' }
  | { readonly kind: 'bell'; readonly stream: Stream }
  | { readonly kind: 'bell-lost' }
  | { readonly kind: 'poll-due' }
  | { readonly kind: 'retry-due' }
  /** A push was answered; `more`: operations are left. */
  | { readonly kind: 'pushed'; readonly more: boolean }
  | { readonly kind: 'pulled'; readonly more: boolean }
  /** The outbox is empty: nothing was sent, so it says nothing about the hub. */
  | { readonly kind: 'nothing-to-push' }
  /** The hub answered, but takes no push as it is. `forked`: it never will; otherwise the next poll tries again. */
  | { readonly kind: 'push-refused'; readonly forked: boolean }
  /** The hub answers from a restored backup: everything is asked and offered anew. */
  | { readonly kind: 'hub-restored' }
  | { readonly kind: 'failed'; readonly retryAfterMs: number | null };
export type EventKind = SyncEvent['kind'];

/** What the client has to do, in order. */
export type SyncCommand =
  | { readonly kind: 'push' }
  | { readonly kind: 'pull'; readonly stream: Stream }
  /** Ends the exchange under way; its outcome is no longer awaited. */
  | { readonly kind: 'abort' }
  | { readonly kind: 'arm-poll' }
  | { readonly kind: 'arm-retry'; readonly failures: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'disarm' }
  | { readonly kind: 'open-doorbell' }
  | { readonly kind: 'close-doorbell' };

export type Step = { readonly state: SyncState; readonly commands: readonly SyncCommand[] };
