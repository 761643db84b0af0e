import type { DoorbellEvent } from '../../contracts/sync.ts';
import type { HubStore } from './hub-store.ts';

/** Remembers nonces of signed requests. `expired`: outside the window, or older than what is remembered. */
export type NonceBook = {
  readonly take: (
    till: string,
    nonce: string,
    timeMs: number,
    nowMs: number,
  ) => Promise<'fresh' | 'expired' | 'used'>;
};

/** The other hub processes on the same database; a hub on SQLite has none. */
export type Neighbours = {
  /** Tells them that a stream moved. Never fails: what is lost on the way they find by looking. */
  readonly announce: (event: DoorbellEvent) => void;
  readonly close: () => Promise<void>;
};

/** An open database with everything in it that a running hub needs. */
export type HubDatabase = {
  readonly store: HubStore;
  /** `startedAtMs`: nonces of a memory begin with the process. */
  readonly nonces: (startedAtMs: number) => NonceBook;
  /** Begins to hear of streams that another node moved; each place in a stream is told once. */
  readonly meet: (
    heard: (event: DoorbellEvent) => void,
    failed: (error: unknown) => void,
  ) => Promise<Neighbours>;
};
