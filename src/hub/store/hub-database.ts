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

/** Work that some node does now and then; never two at once, as long as a run goes on asking. */
export type Jobs = {
  /**
   * Whether this node runs the job: nobody else does, and its last whole run began more than `everyMs` ago. Held for ten
   * minutes, from each time it is asked.
   */
  readonly take: (name: string, nowMs: number, everyMs: number) => Promise<boolean>;
  /** The run that began at `startedAtMs` came to its end. */
  readonly done: (name: string, startedAtMs: number) => Promise<void>;
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
  readonly jobs: Jobs;
  /** Begins to hear of streams that another node moved; each place in a stream is told once. */
  readonly meet: (
    heard: (event: DoorbellEvent) => void,
    failed: (error: unknown) => void,
  ) => Promise<Neighbours>;
};
