import type { CouponRecord } from '../contracts/coupon.ts';
import type { PinVerifier } from '../contracts/fraud.ts';
import type { Language } from '../contracts/local-text.ts';
import type { Program } from '../contracts/program.ts';
import type { Quote } from '../contracts/quote.ts';
import type { Receipt } from '../contracts/receipt.ts';
import type { RequotedReturn } from '../contracts/requoted-return.ts';
import type {
  MemberRecord,
  OperationFact,
  PersonalEntry,
  PurchaseLookup,
  PurchaseOperation,
  TillConfigRecord,
} from '../contracts/sync.ts';
import type { Mode } from '../contracts/till-status.ts';
import type { PrinterProfile } from '../receipts/escpos/profile.ts';
import type { Clock, Random } from '../shared/ports.ts';
import type { Result } from '../shared/result.ts';
import type { LeaseBook } from './lease-book.ts';
import type { StorePlace } from './store-share.ts';

// What the sale needs of the world. The till's store and devices fit these shapes; nothing here knows of them.

/** `asOfMs`: hub time at which the hub told about the member; own sales since then are applied. */
export type KnownMember = { readonly record: MemberRecord; readonly asOfMs: number };

/** Points of a wallet that a receipt keeps out of what its member can spend elsewhere. */
export type Hold = { readonly wallet: string; readonly points: number };

export type OpenReceiptRecord = {
  readonly purchaseId: string;
  readonly state: 'open';
  readonly memberId: string | null;
  /** Pack of the first line, kept to the end; null while there is no line. */
  readonly pack: number | null;
  readonly cart: Receipt;
  readonly quote: Quote;
  /** Wall milliseconds. */
  readonly openedMs: number;
  readonly updatedMs: number;
  readonly hold: Hold | null;
};
export type ClosedReceiptRecord = {
  readonly purchaseId: string;
  readonly state: 'confirmed' | 'cancelled';
  readonly operationId: string;
};
export type KnownReceipt = OpenReceiptRecord | ClosedReceiptRecord;

export type KnownAnswer = {
  readonly operationId: string;
  readonly bodyHash: string;
  /** JSON text. */
  readonly answer: string;
  readonly memberId: string | null;
  readonly atMs: number;
};

export type JournalPosition = { readonly epoch: number; readonly sequence: number; readonly hash: string };

export type KnownReturn = {
  readonly operationId: string;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
  /** What it gave back, where its rest was quoted anew. */
  readonly requoted?: RequotedReturn | null | undefined;
};

export type SaleReader = {
  member(id: string): KnownMember | null;
  /** `phone`: by its keyed hash. */
  findMembers(kind: 'card' | 'phone', value: string): string[];
  receipt(purchaseId: string): KnownReceipt | null;
  openReceipts(): OpenReceiptRecord[];
  /** Points by wallet that other open receipts of the member keep for themselves. */
  heldPoints(memberId: string, exceptPurchase: string | null): Record<string, number>;
  /** The quote that an own operation booked. */
  bookedQuote(operationId: string): Quote | null;
  /** An own confirmed purchase. */
  purchase(purchaseId: string): PurchaseOperation | null;
  /** Returns of a purchase that were taken here. */
  returnsOf(purchaseOperation: string): readonly KnownReturn[];
  purchaseOfFiscalReceipt(fiscal: { readonly number: string; readonly time: string }): string | null;
  answer(operationId: string): KnownAnswer | null;
  /** Points by wallet of a member taken here since the hub last told all members. */
  unsettledSpend(memberId: string): Record<string, number>;
  /** Of them, those that no lease stood for: of one member, or of all with null. */
  allowanceTaken(memberId: string | null): Readonly<Record<string, number>>;
  /** What is known of a coupon's code, whatever its letter case; null: never heard of. */
  coupon(code: string): CouponRecord | null;
  /** Coupons issued to a member, used ones included. */
  couponsOf(memberId: string): readonly CouponRecord[];
  /** Whether a manager let this receipt of this member through. */
  isApproved(purchaseId: string, memberId: string): boolean;
  /** Wrong tries in a row against this state of a person's PIN. */
  pinTries(staff: string, change: number): number;
  /** Purchases of a member that this till booked after an instant of its wall clock. */
  purchasesSince(memberId: string, sinceMs: number): number;
  /** Rights to spend offline that passed between this till and the others of its store. */
  rights(memberId: string, wallet: string): { readonly received: number; readonly given: number };
  journalHead(): JournalPosition;
};

export type SaleWriter = SaleReader & {
  holdReceipt(receipt: OpenReceiptRecord, hold: Hold): void;
  releaseHold(purchaseId: string): void;
  closeReceipt(
    receipt: ClosedReceiptRecord & {
      readonly fiscal: { readonly number: string; readonly time: string } | null;
      readonly closedMs: number;
    },
  ): void;
  putAnswer(answer: KnownAnswer): void;
  appendJournal(
    head: JournalPosition,
    entry: {
      readonly operationId: string;
      readonly memberId: string | null;
      readonly atMs: number;
      readonly payload: string;
      readonly spent: Readonly<Record<string, number>>;
      /** Of them, those that the hub had set aside here. */
      readonly leased?: Readonly<Record<string, number>>;
    },
  ): JournalPosition;
  /** Answers the member as the operation leaves one. */
  recordOperation(fact: OperationFact, before: KnownMember | null): KnownMember | null;
  /** A member this till enrols, and what the hub must be told of the person. */
  enrolMember(member: KnownMember, personal: PersonalEntry): void;
  queuePrint(
    job: {
      readonly id: string;
      readonly purchaseId: string;
      readonly memberId: string | null;
      readonly bytes: Uint8Array;
    },
    nowMs: number,
  ): void;
  approve(approval: { readonly purchaseId: string; readonly memberId: string; readonly staff: string }): void;
  putPinTries(staff: string, change: number, wrong: number): void;
  nextPurchaseNumber(): number;
  /** At most what is free, once a transfer; null when the id belongs to another one. */
  giveRights(
    transfer: {
      readonly transferId: string;
      readonly peer: string;
      readonly member: string;
      readonly wallet: string;
      readonly points: number;
      readonly atMs: number;
    },
    free: () => number,
  ): number | null;
};

export type KnownPack = {
  readonly manifest: {
    readonly number: number;
    readonly activateAt: string;
    readonly leaseHours?: number | undefined;
    readonly tillCaps?: Readonly<Record<string, number>> | undefined;
  };
  readonly program: Program;
};

export type HubContact = {
  readonly hubTimeMs: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
  /** False when measured before this process started: its monotonic clock then meant something else. */
  readonly sameProcess: boolean;
};

export type SaleStore = SaleReader & {
  /** Durable when it returns, nothing left when it throws. */
  transaction<T>(work: (writer: SaleWriter) => T): T;
  /** Carts of open receipts: a kill does not lose them, a power cut may. */
  readonly carts: { put(receipt: OpenReceiptRecord): void; forget(purchaseId: string): void };
  readonly identity: {
    get(): { readonly chain: string; readonly store: string; readonly till: string } | null;
  };
  readonly config: { get(): TillConfigRecord | null };
  readonly packs: {
    activeAt(hubTimeMs: number): KnownPack | null;
    byNumber(number: number): KnownPack | null;
    /** Receipts of this till that used a promotion under a pack, by promotion. */
    usesHere(number: number): Readonly<Record<string, number>>;
  };
  readonly sync: {
    lastContact(): HubContact | null;
    completeAtMs(stream: 'members'): number | null;
    /** Uses so far of promotions with a limit in total, as the hub last said, and own sales since. */
    promotionUses(): Readonly<Record<string, number>>;
  };
};

export type LoyaltyIdentifier = { readonly type: 'card' | 'phone' | 'code'; readonly value: string };
/** What a scanned or typed text is, by the chain's rules. */
export type Recognition =
  | { readonly kind: 'loyalty'; readonly identifier: LoyaltyIdentifier }
  | { readonly kind: 'goods'; readonly code: string }
  | { readonly kind: 'coupon'; readonly code: string }
  | { readonly kind: 'payment-card' }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'ambiguous'; readonly identifiers: readonly LoyaltyIdentifier[] };

/** How slips leave the till: `own` queues a print job with every sale, else the register prints the lines. */
export type SlipPrinting = { readonly profile: PrinterProfile; readonly own: boolean };

export type CheckoutPorts = {
  readonly store: SaleStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Changes with every start of the process. */
  readonly bootId: string;
  readonly mode: () => Mode;
  readonly language: () => Language;
  readonly recognise: (text: string, aim: string | null) => Recognition;
  /** The keyed hash under which phones are kept; null before enrolment. */
  readonly phoneHash: (e164: string) => string | null;
  readonly printing: () => SlipPrinting;
  /** The cash drawer of this till; absent: there is none. `open` sends one pulse within two seconds, or answers false. */
  readonly drawer?: {
    readonly state: () => 'none' | 'offline' | 'ready';
    readonly open: () => Promise<boolean>;
  };
  /** Where the till stands among those of its store that share what is spent offline. Absent or null: it shares nothing. */
  readonly storePlace?: () => StorePlace | null;
  /** What the hub has set aside here. Absent: this till asks for nothing, and spends what it knows of. */
  readonly leases?: Pick<LeaseBook, 'left' | 'plan' | 'taken' | 'endVisit'>;
  /** Whether the hub has said that a member spends only while it answers. Absent: it never has. */
  readonly isStopped?: (memberId: string) => boolean;
  /** Who signed on in the till's window: sells where the register names nobody. Absent: nobody ever does. */
  readonly cashier?: () => string | null;
  /** Whether a PIN is the one of a verifier in the till's config. Absent: no PIN is right. */
  readonly verifyPin?: (pin: string, verifier: PinVerifier) => Promise<boolean>;
  /** What the hub knows of a purchase of any till; an error when it cannot be asked now. */
  readonly askPurchase: (purchaseId: string) => Promise<Result<PurchaseLookup['purchase'], string>>;
  /** Told after a sale is on the disk and before its answer is given. Does not throw: the sale is booked already. */
  readonly onCommitted?: (sale: {
    readonly operationId: string;
    /** Null where no purchase is concerned. */
    readonly purchaseId: string | null;
    readonly memberId: string | null;
    /** A sale at this register just now. Absent: a return, an enrolment, or a sale that was over before it was told. */
    readonly sale?: CommittedSale;
  }) => void;
};

/** What the drawer and the customer display are told of a sale. */
export type CommittedSale = {
  readonly quote: Quote;
  /** Some of it was paid in cash. */
  readonly cash: boolean;
};
