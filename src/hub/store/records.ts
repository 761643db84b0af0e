import type { AuditBody, FraudRules, StaffMember } from '../../contracts/fraud.ts';
import type { Lot, Posting } from '../../contracts/ledger.ts';
import type { LogLevel } from '../../contracts/log-level.ts';
import type { PublishRequest } from '../../contracts/manage-packs.ts';
import type { PackRules } from '../../contracts/pack-rules.ts';
import type { RequotedReturn } from '../../contracts/requoted-return.ts';
import type { EnrolmentBody, MemberRecord, PurchaseBody, TillConfigRecord } from '../../contracts/sync.ts';

// What the hub keeps, free of any database. Instants are milliseconds of hub time.

export type ChainConfig = Pick<
  TillConfigRecord,
  'language' | 'balanceUrl' | 'surveyUrl' | 'joinUrl' | 'offline' | 'recogniser'
> & {
  /** Absent in a chain that never changed them. */
  readonly fraud?: FraudRules | undefined;
  readonly packs?: PackRules | undefined;
  /** Of single tills; others log as they were started. */
  readonly logLevels?: Readonly<Record<string, LogLevel>> | undefined;
  readonly staff?: readonly StaffMember[] | undefined;
  /** ISO 3166 country in which phone numbers without a country code are read. */
  readonly phoneCountry: string;
};
export type ChainRecord = {
  readonly id: string;
  readonly name: string;
  /** Which life of the data this is; another one after a backup was restored. */
  readonly generation: string;
  readonly config: ChainConfig;
};

export type TillRecord = {
  readonly id: string;
  readonly name: string;
  readonly storeId: string;
  readonly storeName: string;
  /** Raw Ed25519, base64; null until enrolled. */
  readonly publicKey: string | null;
  /** 0 until enrolled; every enrolment starts the next one with an empty journal. */
  readonly epoch: number;
  readonly head: string;
  readonly headSequence: number;
  readonly machine: string | null;
  readonly version: string | null;
  /** The highest pack it said it has checked and keeps; null: it never said. */
  readonly stagedPack: number | null;
  /** JSON of what it last said of itself; null: it never did. */
  readonly health: string | null;
  readonly lastSeenAtMs: number | null;
};

export type EnrolCodeRecord = {
  readonly selector: string;
  readonly codeHash: string;
  readonly tillId: string;
  readonly expiresAtMs: number;
  readonly triesLeft: number;
};

export type PackRecord = {
  readonly number: number;
  readonly programId: string;
  readonly manifest: string;
  readonly signature: string;
  readonly keyId: string;
  /** Canonical JSON of the program. */
  readonly program: string;
  readonly programSha256: string;
  readonly activateAtMs: number;
  readonly publishedAtMs: number;
  /** From here on nobody uses it; null: until another takes its place. */
  readonly endsAtMs: number | null;
  /** Null: every store. */
  readonly stores: readonly string[] | null;
  /** Names of manager tokens. */
  readonly author: string | null;
  readonly approvedBy: string | null;
};
/** A program that waits for its second person. Nothing of it has reached a till. */
export type DraftRecord = {
  readonly id: string;
  readonly author: string;
  readonly createdAtMs: number;
  readonly request: PublishRequest;
};

/** A member without the parts that the ledger and the spend table hold. */
export type MemberCore = Omit<MemberRecord, 'lots' | 'spendMinor' | 'purchases' | 'usedUntil'> & {
  /** When promotions limited within so many days were used, ascending, as far back as their windows reach. */
  readonly usedAtMs?: Readonly<Record<string, readonly number[]>> | undefined;
  readonly standing?: MemberStanding | undefined;
};

/** What the hub alone keeps of a member's points, by wallet in 10^-scale points. */
export type MemberStanding = {
  /** Set aside for units: the sum of what is left of the open leases. */
  readonly leased: Readonly<Record<string, number>>;
  /** Posted to the account `debt`: what was spent beyond what there was, and not repaid yet. */
  readonly debts: Readonly<Record<string, number>>;
  /** Sales that spent more than there was. */
  readonly overdrafts: number;
};

/** Points that only one unit may spend. It ends when the unit says so, or by an operator; never by the hub's clock. */
export type LeaseRecord = {
  readonly id: string;
  readonly requestId: string;
  /** Number of the request, growing with the unit's requests. */
  readonly number: number;
  readonly unit: string;
  /** Of the unit's journal: another machine at the same till holds nothing of the one before. */
  readonly epoch: number;
  readonly member: string;
  readonly wallet: string;
  readonly points: number;
  readonly remaining: number;
  readonly lifeMs: number;
  readonly visit: boolean;
  readonly grantedAtMs: number;
  readonly state: 'open' | 'returned' | 'written-off';
};

/** Spend and purchases inside the tier rule's window, and the lots: everything an operation changes. */
export type MemberState = {
  readonly core: MemberCore;
  readonly spendMinor: number;
  readonly purchases: number;
  readonly lots: readonly Lot[];
};

export type SpendEntry = {
  readonly operationId: string;
  readonly atMs: number;
  readonly spendMinor: number;
  readonly purchases: number;
};

/** Everything one operation (or an opening balance) changes about a member. `lots`: those that are new or changed. */
export type MemberChange = {
  readonly core: MemberCore;
  readonly lots: readonly Lot[];
  readonly spend: readonly SpendEntry[];
  readonly postings: readonly { readonly operationId: string; readonly legs: readonly Posting[] }[];
};

/** A member who enrolled at a till. `alias`: the till's id of a person who was a member already; null for a new one. */
export type AppliedEnrolment = {
  readonly operationId: string;
  readonly alias: string | null;
  readonly core: MemberCore;
  /** E.164; null where it did not come along. */
  readonly phone: string | null;
  readonly consent: EnrolmentBody['consent'];
};

/** A purchase that made or used a coupon. `at` is the till's instant, ISO 8601. */
export type CouponUse = {
  readonly operationId: string;
  readonly till: string;
  readonly at: string;
  readonly purchaseId: string;
  readonly netMinor: number;
};

export type BookedReturn = {
  readonly operationId: string;
  /** The till's instant, ISO 8601; absent while the push that brings it is judged. */
  readonly at?: string;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
  /** What it gave back, where its rest was quoted anew. */
  readonly requoted?: RequotedReturn | null;
};
/** An applied purchase of any till and what of it came back. `at` is the till's instant, ISO 8601. */
export type BookedPurchase = {
  readonly operationId: string;
  readonly at: string;
  readonly body: PurchaseBody;
  readonly returns: readonly BookedReturn[];
};

/** Whose purchases these are, each once. */
export const membersOf = (purchases: ReadonlyMap<string, BookedPurchase>): string[] => [
  ...new Set([...purchases.values()].flatMap(({ body }) => body.member ?? [])),
];

export type StoredVerdict = {
  readonly sequence: number;
  readonly hash: string;
  readonly verdict: 'applied' | 'refused';
  readonly code: string | null;
  readonly detail: string | null;
};

export type OperationRow = StoredVerdict & {
  /** Null when the payload could not be read so far. */
  readonly operationId: string | null;
  readonly payload: string;
  /**
   * Of an applied purchase: whose it is, and its payload's bytes where they are at hand. It may be kept compressed, together with
   * others; null: as it is.
   */
  readonly packable: { readonly member: string | null; readonly bytes?: Uint8Array | undefined } | null;
};

/** One line of the audit log. `booked`: points given by hand arrived. */
export type AuditRecord = {
  readonly operationId: string;
  readonly atMs: number;
  readonly body: Omit<AuditBody, 'outcome'> & {
    readonly outcome: AuditBody['outcome'] | 'booked';
    readonly credit: { readonly wallet: string; readonly points: number; readonly reason: string } | null;
  };
};
export type StoredAuditRecord = AuditRecord & { readonly tillId: string };
