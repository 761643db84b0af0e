import type { Stream } from '../contracts/sync.ts';
import type { Clock, Random } from '../shared/ports.ts';
import type { SyncState } from './machine/state.ts';
import type { LeaseReports, SyncLog, SyncStore, SyncTransport, Timers } from './ports.ts';

export type SyncStatus = {
  /** The last exchange with the hub went well and the cable is in. */
  readonly connected: boolean;
  readonly state: SyncState['kind'];
  /** Wall time of the last answer of the hub; null before the first. */
  readonly lastContactAtMs: number | null;
  /** Hub time minus the till's wall time at the last contact. */
  readonly offsetMs: number | null;
  /** Failures in a row. */
  readonly failures: number;
  /** Why the last exchange failed; null when it went well. `chain-forked` needs an operator. */
  readonly problem: { readonly code: string; readonly detail: string } | null;
};

export type SyncClient = {
  readonly start: () => void;
  /** Ends the exchange under way and waits for it. */
  readonly stop: () => Promise<void>;
  /** A new operation is in the outbox. */
  readonly poke: () => void;
  /** The network cable to the hub: false ends everything under way at once. */
  readonly setConnected: (connected: boolean) => void;
  readonly status: () => SyncStatus;
};

export type SyncClientParts = {
  readonly store: SyncStore;
  readonly transport: SyncTransport;
  /** Absent: this till never asks for leases. */
  readonly leases?: LeaseReports;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  /**
   * Resolves when nobody at the till waits for an answer, at the latest after a moment; false: somebody does all the same.
   * Absent: there is nobody to wait for.
   */
  readonly lull?: (() => Promise<boolean>) | undefined;
  readonly onStatus: (status: SyncStatus) => void;
  /** Changes of a stream are in the store. */
  readonly onApplied: (stream: Stream) => void;
  readonly log: SyncLog;
};
