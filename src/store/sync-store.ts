import type { SignedRoster } from '../contracts/store-lan.ts';
import type { PullResult, PushResult, Stream } from '../contracts/sync.ts';
import type { Clock } from '../shared/ports.ts';
import type { SqliteDatabase, SqliteWriter } from '../sqlite/database.ts';
import type { HubContact } from './contact.ts';
import { heedGeneration } from './hub-generation.ts';
import { type HubRefusal, readHubRefusal, writeHubRefusal } from './hub-refusal.ts';
import { keepCompleteness } from './keep-completeness.ts';
import { keepContact } from './keep-contact.ts';
import { createMemberSnapshotStore, type MemberSnapshotStore } from './member-snapshot.ts';
import { firstWaiting, type OutboxBatch, readOutbox } from './outbox.ts';
import type { VerifyPack } from './packs.ts';
import type { PromotionUses } from './promotion-uses.ts';
import { reconcileHead } from './reconcile-head.ts';
import type { SealPin } from './seal-pins.ts';
import { readSetting, writeSetting } from './settings.ts';
import { type IsHubSigned, readStopList, takeStopList } from './stop-list.ts';
import { applyOwnSales, applyPull, membersOfJournal, type PullContext } from './sync-apply.ts';
import { settlePush } from './sync-settle.ts';

/** The till's side of synchronisation. Each call is one transaction. */
export type TillSyncStore = {
  /** Operations to push, oldest first and without a gap; at least one when any waits, however large. */
  outbox(maxOperations: number, maxBytes: number): OutboxBatch;
  settle(result: PushResult): { acknowledged: number; quarantined: number };
  isWaiting(): boolean;
  /** Puts back into the outbox what follows the hub's head; `forked` when the journal does not hold that head. */
  reconcile(result: PushResult): { requeued: number } | 'forked';
  /** True when the hub's data are another life of them than before: every stream starts anew. */
  heedGeneration(generation: string): boolean;
  /** Why the hub takes nothing of this till until it is enrolled again; null: it does. */
  noteRefusal(refusal: HubRefusal | null): void;
  /** The next contact tells the whole stream again. */
  forgetCursor(stream: Stream): void;
  /** Where to go on reading; 0 before the first page. */
  cursor(stream: Stream): number;
  /**
   * Hub time for which the stream is known to its end; null before it was read to the end. While it is, every later
   * contact counts too: the hub would have told of a change.
   */
  completeAtMs(stream: Stream): number | null;
  /** The highest pack that was checked, is kept and can be used; 0 before the first. */
  stagedPack(): number;
  /** Uses so far of promotions with a limit in total: as the hub last said, and own sales since. */
  promotionUses(): Readonly<Record<string, number>>;
  apply(result: PullResult): { applied: number; quarantined: number };
  /** All members in one file, for a till that has none. */
  readonly snapshot: MemberSnapshotStore;
  recordContact(contact: {
    readonly hubTimeMs: number;
    readonly wallMs: number;
    readonly monotonicMs: number;
  }): void;
  lastContact(): HubContact | null;
  /** Whether the hub has said that a member spends only while it answers. */
  isStopped(memberId: string): boolean;
  /**
   * Numbers of lease requests of this process begin above it: above all of earlier processes, also of those whose own
   * were lost with a damaged file.
   */
  beginLeaseNumbers(): number;
  /** Writes what is only remembered so far: before the file is closed. */
  flush(): void;
  /** The tills of this store as the hub last told, signed; null where they share nothing. */
  roster(): SignedRoster | null;
};

/** Lease requests of one process; together with the seconds a number stays exact. */
const numbersOfProcess = 2 ** 20;
/** In the year 2200; a clock may stand anywhere. */
const latestSecond = 7_258_118_400;

export type SyncStoreParts = {
  readonly database: SqliteDatabase;
  readonly clock: Clock;
  readonly bootId: string;
  readonly verifyPack: VerifyPack;
  readonly sealPin: SealPin;
  /** Whether a key of this till's hub signed a text. */
  readonly isHubSigned: IsHubSigned;
  readonly chain: () => string | null;
  readonly epoch: () => number;
  readonly promotionUses: PromotionUses;
  readonly stagedPack: () => number;
  /** After operations may have got other numbers in the journal. */
  readonly onReconciled: () => void;
  /** After a page is on the disk; `members`: how many more members there are. */
  readonly onApplied: (result: Pick<PullResult, 'stream' | 'changes'>, members: number) => void;
  /** The till's file is encrypted. */
  readonly isEncrypted: boolean;
};

export function createSyncStore(parts: SyncStoreParts): TillSyncStore {
  const { database, clock, bootId, verifyPack, sealPin, epoch, promotionUses } = parts;
  const contact = keepContact(database, bootId);
  const completeness = keepCompleteness(database);
  let roster = readSetting<SignedRoster>(database, 'roster');
  let stopped = readStopList(database);
  return {
    promotionUses: promotionUses.now,
    stagedPack: parts.stagedPack,
    outbox: (maxOperations, maxBytes) => readOutbox(database, epoch(), maxOperations, maxBytes),
    settle: (result) => contact.within((writer) => settlePush(writer, epoch(), result, clock.wallMs())),
    isWaiting: () => firstWaiting(database, epoch()) !== null,
    reconcile(result) {
      const outcome = contact.within((writer) => reconcileHead(writer, epoch(), result, clock.wallMs()));
      parts.onReconciled();
      return outcome;
    },
    heedGeneration(generation) {
      if (readSetting<string>(database, 'hub-generation') === generation) return false;
      completeness.forget();
      return database.transaction((writer) => heedGeneration(writer, generation));
    },
    noteRefusal(refusal) {
      if (readHubRefusal(database)?.code === refusal?.code) return;
      database.transaction((writer) => writeHubRefusal(writer, refusal));
    },
    forgetCursor(stream) {
      completeness.forget();
      database.transaction((writer) =>
        writer.run('UPDATE cursors SET cursor = 0, complete = 0 WHERE stream = ?', [stream]),
      );
    },
    cursor: (stream) =>
      database.get<{ cursor: number }>('SELECT cursor FROM cursors WHERE stream = ?', [stream])?.cursor ?? 0,
    completeAtMs(stream) {
      const { complete, atMs } = completeness.of(stream);
      if (atMs === null) return null;
      return Math.max(atMs, complete ? (contact.get()?.hubTimeMs ?? 0) : 0);
    },
    apply(result) {
      const context = { epoch: epoch(), verifyPack, sealPin, nowMs: clock.wallMs() };
      const { uses, page, list } = contact.within((writer) => ({
        uses: promotionUses.take(writer, result),
        page: takePage(writer, result, context),
        list:
          result.stopList !== undefined &&
          takeStopList(writer, result.stopList, parts.isHubSigned, parts.chain()),
      }));
      uses.kept();
      if (list) stopped = readStopList(database);
      completeness.forget();
      if (result.roster !== undefined) roster = result.roster;
      const { applied, quarantined, members } = page;
      parts.onApplied(result, members);
      // An erased person must not live on in the write-ahead log.
      if (result.changes.some((change) => change.body === null)) database.checkpoint();
      return { applied, quarantined };
    },
    snapshot: snapshotOf(parts, completeness.forget),
    recordContact: contact.set,
    lastContact: contact.get,
    flush: contact.flush,
    roster: () => roster,
    isStopped: (memberId) => stopped.has(memberId),
    beginLeaseNumbers: () => database.transaction((writer) => beginLeaseNumbers(writer, clock.wallMs())),
  };
}

function snapshotOf(parts: SyncStoreParts, forgetCompleteness: () => void): MemberSnapshotStore {
  const { database, epoch, isHubSigned, chain, isEncrypted } = parts;
  return createMemberSnapshotStore({
    ...{ database, isHubSigned, chain, isEncrypted },
    applyOwn: (writer, record, asOfMs) => applyOwnSales(writer, record, { epoch: epoch(), asOfMs }),
    ownMembers: (reader) => membersOfJournal(reader, epoch()),
    onApplied(members) {
      forgetCompleteness();
      parts.onApplied({ stream: 'members', changes: [] }, members);
    },
  });
}

function beginLeaseNumbers(writer: SqliteWriter, wallMs: number): number {
  const seconds = Math.min(Math.floor(wallMs / 1000), latestSecond);
  const start = Math.max((readSetting<number>(writer, 'lease-numbers') ?? 0) + 1, seconds);
  writeSetting(writer, 'lease-numbers', start);
  return start * numbersOfProcess;
}

function takePage(
  writer: SqliteWriter,
  result: PullResult,
  context: PullContext,
): ReturnType<typeof applyPull> {
  if (result.roster !== undefined) writeSetting(writer, 'roster', result.roster);
  return applyPull(writer, result, context);
}
