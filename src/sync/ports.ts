import type { LeaseRequest, LeaseResult } from '../contracts/leases.ts';
import type { SignedSnapshot } from '../contracts/member-snapshot.ts';
import type {
  JournalEntry,
  PersonalEntry,
  PullResult,
  PurchaseLookup,
  PushRequest,
  PushResult,
  Stream,
} from '../contracts/sync.ts';
import type { Result } from '../shared/result.ts';

/** A moment at which the hub's time and the till's clocks were read together. Milliseconds. */
export type Contact = {
  readonly hubTimeMs: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
};

/** What sync needs of the till's store. Every method is one transaction and synchronous; a failing disk throws. */
export interface SyncStore {
  /**
   * The oldest operations the hub has not judged, in order, and the head before them. At most so many and so many
   * payload bytes, but always at least one when there is any: a long receipt must be able to leave.
   */
  outbox(
    maxOperations: number,
    maxBytes: number,
  ): {
    readonly epoch: number;
    readonly previousHead: string;
    /** The end of the journal. */
    readonly lastSequence: number;
    readonly operations: JournalEntry[];
    /** Travels beside the operations and is in none of them. */
    readonly personal?: PersonalEntry[];
  };
  /** An operation leaves the outbox only on its own verdict; refused ones go to quarantine. */
  settle(result: PushResult): { readonly acknowledged: number; readonly quarantined: number };
  /** Whether there is anything to push. */
  isWaiting(): boolean;
  /**
   * Compares the hub's head with the journal. Where the journal holds it, everything after it is in the outbox
   * afterwards: a hub restored from a backup gets again what it lost. `forked`: the journal does not hold it.
   */
  reconcile(result: PushResult): { readonly requeued: number } | 'forked';
  /**
   * Notes which life of the hub's data is answering. True when it is another one than before: every stream is asked from
   * its beginning from now on.
   */
  heedGeneration(generation: string): boolean;
  /** Keeps why the hub takes nothing of this till until it is enrolled again, for who looks at a stopped till; null: it does. */
  noteRefusal(refusal: { readonly code: string; readonly detail: string } | null): void;
  /** The highest pack that was checked and is kept; 0 before the first. */
  stagedPack(): number;
  /** Where to ask a stream from; 0 before the first pull. */
  cursor(stream: Stream): number;
  /**
   * The changes and the new cursor together; what cannot be read goes to quarantine. Called for an empty page too: it
   * says that nothing newer is there.
   */
  apply(result: PullResult): { readonly applied: number; readonly quarantined: number };
  /** Absent: members are always pulled. */
  readonly snapshot?: SnapshotStore;
  recordContact(contact: Contact): void;
  /** `monotonicMs` is null when the contact was before this process started. */
  lastContact(): (Omit<Contact, 'monotonicMs'> & { readonly monotonicMs: number | null }) | null;
}

/** Members out of one file of the hub, in steps of some milliseconds each. What was begun goes on after a restart. */
export interface SnapshotStore {
  isWanted(): boolean;
  /** Id of the file that was begun. */
  begun(): string | null;
  /** False: not signed by this till's hub, or of a format that is not known. */
  begin(signed: SignedSnapshot): boolean;
  /** `checked`: looked through a piece that was here; null: everything is here. Pieces are taken in their order. */
  next(): { readonly fetch: readonly number[] } | 'checked' | null;
  /** False: these bytes are not that piece. */
  take(index: number, bytes: Uint8Array): boolean;
  apply(most: number): { readonly members: number; readonly done: boolean };
  forget(): void;
}

/** What this till holds of points that the hub has set aside for it. */
export interface LeaseReports {
  /** What is held now. Everything else of requests numbered up to `asOf` never will be. Null: leases are not in use. */
  statement(): { readonly held: string[]; readonly asOf: number } | null;
  /** The hub has heard it and has the whole journal. */
  told(statement: { readonly held: readonly string[]; readonly asOf: number }): void;
  /** The hub believes in leases that are not held. */
  isStatementDue(): boolean;
  /** The hub's data are another life of them: it knows nothing of what it had set aside. */
  dropAll(): void;
}

/** Why an exchange gave no answer to use. */
export type TransportFailure = {
  /** A stable word: `unreachable`, `aborted`, `forged-answer`, or the `code` of the hub's problem document. */
  readonly code: string;
  readonly detail: string;
  /** What the hub asked for with `Retry-After`, milliseconds. */
  readonly retryAfterMs: number | null;
};

export type PullQuery = {
  readonly stream: Stream;
  readonly cursor: number;
  readonly limit: number;
  /** With `packs`: the highest one that was checked and is kept. */
  readonly pack?: number;
};
export type DoorbellListener = {
  readonly onRing: (stream: Stream, cursor: number) => void;
  /** The line is gone, or never came up; called once. */
  readonly onLost: () => void;
};

/** The hub as sync sees it. Aborting the signal ends the exchange with code `aborted`. */
export interface SyncTransport {
  push(request: PushRequest, signal: AbortSignal): Promise<Result<PushResult, TransportFailure>>;
  pull(query: PullQuery, signal: AbortSignal): Promise<Result<PullResult, TransportFailure>>;
  /** The ready file with all members, where the hub has one for this till. Absent where there is no such call. */
  readonly snapshot?: {
    offer(signal: AbortSignal): Promise<Result<SignedSnapshot, TransportFailure>>;
    chunk(id: string, index: number, signal: AbortSignal): Promise<Result<Uint8Array, TransportFailure>>;
  };
  /** Asks for points of a member that only this till may spend. */
  leases(request: LeaseRequest, signal: AbortSignal): Promise<Result<LeaseResult, TransportFailure>>;
  /** A purchase of any till by its number. */
  purchase(purchaseId: string, signal: AbortSignal): Promise<Result<PurchaseLookup, TransportFailure>>;
  /** Opens the doorbell; the returned function closes it without a call of `onLost`. */
  listen(listener: DoorbellListener): () => void;
}

/** Delayed actions; the returned function cancels. */
export interface Timers {
  after(delayMs: number, action: () => void): () => void;
}

/** Structured log: fields first, then a sentence. A pino logger fits. */
export interface SyncLog {
  /** Every exchange: for who looks for something. */
  debug?(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Signs as this till: Ed25519 over the UTF-8 text, base64. */
export type Signer = { readonly sign: (text: string) => string };
