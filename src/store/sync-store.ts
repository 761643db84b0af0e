import type { JournalEntry, PullResult, PushResult, Stream } from '../contracts/sync.ts';
import type { Clock } from '../shared/ports.ts';
import type { SqliteDatabase } from '../sqlite/database.ts';
import { type HubContact, readContact, writeContact } from './contact.ts';
import { readOutbox } from './outbox.ts';
import type { VerifyPack } from './packs.ts';
import { applyPull } from './sync-apply.ts';
import { settlePush } from './sync-settle.ts';

/** The till's side of synchronisation. Each call is one transaction. */
export type TillSyncStore = {
  /** Operations to push, oldest first and without a gap; at least one when any waits, however large. */
  outbox(
    maxOperations: number,
    maxBytes: number,
  ): { epoch: number; previousHead: string; operations: JournalEntry[] };
  settle(result: PushResult): { acknowledged: number; quarantined: number };
  /** Where to go on reading; 0 before the first page. */
  cursor(stream: Stream): number;
  /** Hub time at which the stream was last read to its end; null before the first time. */
  completeAtMs(stream: Stream): number | null;
  /** Takes a page; an empty last page too, because it says that nothing newer is there. */
  apply(result: PullResult): { applied: number; quarantined: number };
  recordContact(contact: {
    readonly hubTimeMs: number;
    readonly wallMs: number;
    readonly monotonicMs: number;
  }): void;
  lastContact(): HubContact | null;
};

export type SyncStoreParts = {
  readonly database: SqliteDatabase;
  readonly clock: Clock;
  readonly bootId: string;
  readonly verifyPack: VerifyPack;
  readonly epoch: () => number;
  readonly onMembersChanged: (difference: number) => void;
};

export function createSyncStore(parts: SyncStoreParts): TillSyncStore {
  const { database, clock, bootId, verifyPack, epoch } = parts;
  return {
    outbox: (maxOperations, maxBytes) => readOutbox(database, epoch(), maxOperations, maxBytes),
    settle: (result) => database.transaction((writer) => settlePush(writer, epoch(), result, clock.wallMs())),
    cursor: (stream) =>
      database.get<{ cursor: number }>('SELECT cursor FROM cursors WHERE stream = ?', [stream])?.cursor ?? 0,
    completeAtMs: (stream) =>
      database.get<{ at: number | null }>('SELECT complete_at_ms AS at FROM cursors WHERE stream = ?', [
        stream,
      ])?.at ?? null,
    apply(result) {
      const context = { epoch: epoch(), verifyPack, nowMs: clock.wallMs() };
      const { applied, quarantined, members } = database.transaction((writer) =>
        applyPull(writer, result, context),
      );
      parts.onMembersChanged(members);
      // An erased person must not live on in the write-ahead log.
      if (result.changes.some((change) => change.body === null)) database.checkpoint();
      return { applied, quarantined };
    },
    recordContact: (contact) => database.transaction((writer) => writeContact(writer, contact, bootId)),
    lastContact: () => readContact(database, bootId),
  };
}
