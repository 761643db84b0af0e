import type { CouponRecord } from '../../contracts/coupon.ts';
import type { Goods } from '../../contracts/goods.ts';
import type { Posting } from '../../contracts/ledger.ts';
import type { MemberRecord, Stream } from '../../contracts/sync.ts';
import type { DraftStore } from './draft-store.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { LeaseStore } from './lease-store.ts';
import type { MergeStore } from './merge-store.ts';
import type {
  AppliedEnrolment,
  AuditRecord,
  BookedPurchase,
  BookedReturn,
  ChainConfig,
  ChainRecord,
  CouponUse,
  EnrolCodeRecord,
  LeaseRecord,
  MemberChange,
  MemberState,
  OperationRow,
  PackRecord,
  StoredAuditRecord,
  StoredVerdict,
  TillRecord,
} from './records.ts';
import type { ReplayStore } from './replay-store.ts';
import type { SettingsStore } from './settings-store.ts';

// One interface over every database. Each method is one transaction. Where a business decision falls inside one, the
// method loads what the decision needs, calls a pure synchronous `decide` and writes what it answers: so the rules are
// the same on every database, and a server database needs a few round trips however many operations a push holds.

export type NewChain = {
  readonly id: string;
  readonly name: string;
  readonly config: ChainConfig;
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  readonly signingKey: { readonly id: string; readonly publicKey: string };
  readonly managerToken: { readonly hash: string; readonly name: string; readonly role: string };
  readonly nowMs: number;
};

export type PushQuery = {
  readonly tillId: string;
  readonly epoch: number;
  /** Stored verdicts of these sequences are loaded, both ends included. */
  readonly fromSequence: number;
  readonly toSequence: number;
  readonly operationIds: readonly string[];
  readonly memberIds: readonly string[];
  /** Phones and cards of people who enrolled. */
  readonly phoneHashes: readonly string[];
  readonly cards: readonly string[];
  /** Operations of purchases of which something comes back. */
  readonly purchaseOperations: readonly string[];
  /** Coupons the operations touch, upper case. */
  readonly couponKeys: readonly string[];
  /** Leases of the till that the operations spend from. */
  readonly leaseIds: readonly string[];
  /** Spend after this instant counts toward tiers. */
  readonly spendSinceMs: number;
  readonly nowMs: number;
};
export type PushState = {
  readonly till: TillRecord;
  readonly stored: ReadonlyMap<number, StoredVerdict>;
  /** Of `operationIds`, those already applied. */
  readonly appliedIds: ReadonlySet<string>;
  readonly members: ReadonlyMap<string, MemberState>;
  /** Members by the ids that were merged into them, those of the purchases too. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly phoneOwner: ReadonlyMap<string, string>;
  readonly cardOwner: ReadonlyMap<string, string>;
  /** Of `purchaseOperations`, those that were applied. */
  readonly purchases: ReadonlyMap<string, BookedPurchase>;
  /** Of `couponKeys`, those that are known. */
  readonly coupons: ReadonlyMap<string, CouponRecord>;
  /** Of `leaseIds`, those the till has or had in this epoch. */
  readonly leases: ReadonlyMap<string, LeaseRecord>;
};
export type PushChanges = {
  /** More or less uses of promotions that have a limit over all members. */
  readonly uses: ReadonlyMap<string, number>;
  /** Coupons as the push leaves them, those it touched. */
  readonly coupons: ReadonlyMap<string, CouponRecord>;
  /** Leases as the push leaves them, those it took from. */
  readonly leases: ReadonlyMap<string, LeaseRecord>;
  /** Members who overdrew too often. */
  readonly stopped: readonly string[];
  readonly enrolments: readonly AppliedEnrolment[];
  readonly audit: readonly AuditRecord[];
  readonly purchases: readonly BookedPurchase[];
  readonly returns: readonly (BookedReturn & { readonly purchaseOperation: string })[];
  readonly head: string;
  readonly headSequence: number;
  readonly operations: readonly OperationRow[];
  readonly members: readonly MemberChange[];
};

export type PulledChange = {
  readonly cursor: number;
  readonly key: string;
  readonly body: unknown;
  /** A member who asked to be forgotten. */
  readonly erased?: true;
};
export type PulledPage = {
  readonly changes: readonly PulledChange[];
  readonly more: boolean;
  /** Highest sequence of the calling till that the bodies contain. */
  readonly appliedSequence: number;
};

export type MemberDetails = {
  readonly state: MemberState;
  readonly postingsSum: Readonly<Record<string, number>>;
  readonly operations: number;
};

/** A member to write by import; `phone` is E.164, kept apart from what tills get. */
export type MemberUpsert = {
  readonly change: MemberChange;
  readonly phone: string | null;
  /** A phone index entry that no longer leads to this member. */
  readonly formerPhoneHash: string | null;
};
/** Members that an import row may mean, found by id, phone hash and cards. */
export type ImportLookup = {
  readonly byId: ReadonlyMap<string, MemberState>;
  readonly phoneOwner: ReadonlyMap<string, string>;
  readonly cardOwner: ReadonlyMap<string, string>;
  /** Of the ids asked for, those of erased members. */
  readonly erased: ReadonlySet<string>;
  /** Members by the ids that were merged into them. */
  readonly aliases: ReadonlyMap<string, string>;
};

/** Points of one account and wallet that the sales of one store moved, returns of them included. */
export type StoreMovement = {
  readonly store: string;
  readonly wallet: string;
  readonly account: 'issued' | 'redeemed';
  readonly points: number;
};

export type CouponWithUses = {
  readonly record: CouponRecord;
  readonly issuedBy: CouponUse | null;
  readonly uses: readonly CouponUse[];
};

export interface HubStore
  extends SettingsStore,
    ErasureStore,
    LeaseStore,
    ReplayStore,
    DraftStore,
    MergeStore {
  chain(): Promise<ChainRecord>;
  signingKeys(): Promise<readonly { readonly id: string; readonly publicKey: string }[]>;
  /** Null for a token that opens nothing. */
  manager(tokenHash: string): Promise<{ readonly name: string; readonly role: string } | null>;

  till(id: string): Promise<TillRecord | null>;
  tills(): Promise<readonly (TillRecord & { readonly quarantine: number })[]>;
  /**
   * Makes store and till where they are new and stores a code for the till, in place of its earlier ones. False: the
   * till id stands in another store. `code` may ask which selectors are taken, so that no two live codes share one.
   */
  addEnrolCode(
    till: {
      readonly storeId: string;
      readonly storeName: string | null;
      readonly tillId: string;
      readonly tillName: string | null;
    },
    code: (selectorTaken: (selector: string) => boolean) => EnrolCodeRecord,
    nowMs: number,
  ): Promise<boolean>;
  /** `decide` sees the live code or null. `wrong` costs a try, the last one the code; `right` uses it up and enrols. */
  takeEnrolCode(
    selector: string,
    decide: (code: EnrolCodeRecord | null) => 'unknown' | 'wrong' | 'right',
    till: {
      readonly publicKey: string;
      readonly machine: string;
      readonly version: string;
      /** The epoch is a later one than this too. */
      readonly afterEpoch: number;
      readonly nowMs: number;
    },
  ): Promise<TillRecord | null>;

  /** `decide` answers null when nothing may be written. */
  applyPush<T>(
    query: PushQuery,
    decide: (state: PushState) => { readonly changes: PushChanges | null; readonly answer: T },
  ): Promise<T>;
  pull(query: {
    readonly stream: Stream;
    readonly tillId: string;
    readonly cursor: number;
    readonly limit: number;
    readonly spendSinceMs: number;
    /** Coupons whose last day was before are no longer told. */
    readonly couponsSince: string;
    /** A member in the words of tills. Pure. */
    readonly recordOf: (member: MemberState) => MemberRecord;
  }): Promise<PulledPage>;
  /** Uses so far of the given promotions, those never used left out. */
  promotionUses(promotions: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** A coupon with the purchases that used it; null for a code nobody made or used. */
  coupon(key: string): Promise<CouponWithUses | null>;
  /** Coupons a person should look at, in the order of their codes after `afterKey`. */
  flaggedCoupons(afterKey: string, limit: number): Promise<readonly CouponWithUses[]>;
  /** Applied purchases of this number, two at most: the number alone may not tell which. */
  purchases(purchaseId: string): Promise<readonly BookedPurchase[]>;
  cursors(): Promise<Readonly<Record<Stream, number>>>;

  packs(): Promise<readonly PackRecord[]>;
  pack(number: number): Promise<PackRecord | null>;
  /** Of the packs for all stores the highest number whose activation has come and whose end has not. */
  activePack(nowMs: number): Promise<PackRecord | null>;
  /** SHA-256 of that pack's program: asked with every push and pull, where the program itself may be megabytes. */
  activeProgramSha256(nowMs: number): Promise<string | null>;
  /** `build` gets the next number. Packs that no till will ever use again leave the stream. */
  publishPack(build: (number: number) => PackRecord, nowMs: number): Promise<PackRecord>;

  importGoods(goods: readonly Goods[]): Promise<void>;
  importMembers<T>(
    query: {
      readonly ids: readonly string[];
      readonly phoneHashes: readonly string[];
      readonly cards: readonly string[];
      readonly spendSinceMs: number;
    },
    decide: (found: ImportLookup) => { readonly upserts: readonly MemberUpsert[]; readonly answer: T },
  ): Promise<T>;
  member(id: string, spendSinceMs: number): Promise<MemberDetails | null>;
  /**
   * Members with points in lots that ended by `endedByMs`, in the order of their ids after `afterMember`; `decide` says
   * what changes, knowing how often each lot was booked as ended. `next`: where to go on, null when all were seen.
   */
  bookExpiries(
    query: {
      readonly endedByMs: number;
      readonly afterMember: string;
      readonly limit: number;
      readonly spendSinceMs: number;
    },
    decide: (state: MemberState, bookedBefore: ReadonlyMap<string, number>) => MemberChange | null,
  ): Promise<{ readonly changed: number; readonly next: string | null }>;
  /** Sums over operations that arrived from `fromMs` on and before `toMs`. */
  pointsMovements(period: {
    readonly fromMs: number;
    readonly toMs: number;
  }): Promise<readonly StoreMovement[]>;
  /** The audit log's newest lines before an instant, newest first. */
  auditLog(query: {
    readonly beforeMs: number;
    readonly limit: number;
  }): Promise<readonly StoredAuditRecord[]>;
  /** Counts for reports and tests: postings of one operation. */
  postingsOf(memberId: string, operationId: string): Promise<readonly Posting[]>;
  counts(): Promise<{
    readonly members: number;
    readonly goods: number;
    readonly operations: number;
    readonly quarantine: number;
  }>;

  close(): Promise<void>;
}
