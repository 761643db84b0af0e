import type { CouponRecord } from '../contracts/coupon.ts';
import type { IdentifierKind } from '../contracts/member-identifiers.ts';
import type { Quote } from '../contracts/quote.ts';
import type { OperationFact, PersonalEntry, PurchaseOperation } from '../contracts/sync.ts';
import { assert, defined } from '../shared/assert.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { readAnswer, type StoredAnswer, writeAnswer } from './answers.ts';
import {
  approve,
  countPurchasesSince,
  forgetApprovals,
  isApproved,
  readPinTries,
  writePinTries,
} from './approvals.ts';
import { readCoupon, readCouponsOf } from './coupons.ts';
import type { TillIdentity } from './identity.ts';
import { appendJournal, type JournalHead, type NewJournalEntry } from './journal.ts';
import type { KeptHead } from './kept-head.ts';
import type { KeptTaken } from './kept-taken.ts';
import type { MemberCache } from './member-cache.ts';
import { findMembers, recordOperation, type StoredMember, writeMember } from './members.ts';
import type { OpenReceipts, ReceiptHold, StoredOpenReceipt } from './open-receipts.ts';
import { writePersonalData } from './personal-data.ts';
import { type PrintJob, queuePrintJob } from './print-jobs.ts';
import {
  type ClosedReceipt,
  closeReceipt,
  heldPoints,
  holdReceipt,
  purchaseOfFiscalReceipt,
  readBookedQuote,
  readOpenReceipts,
  readPurchase,
  readReceipt,
  releaseHold,
  type StoredReceipt,
} from './receipts.ts';
import { readReturns, type StoredReturn } from './returns.ts';
import { readSetting, writeSetting } from './settings.ts';
import { giveRights, type RightsStanding, readRights } from './store-rights.ts';

/** What a sale reads. */
export type TillReader = {
  member(id: string): StoredMember | null;
  findMembers(kind: IdentifierKind, value: string): string[];
  receipt(purchaseId: string): StoredReceipt | null;
  openReceipts(): StoredOpenReceipt[];
  /** Points by wallet that other open receipts of a member keep for themselves. */
  heldPoints(memberId: string, exceptPurchase: string | null): Record<string, number>;
  /** An own confirmed purchase as it was booked. */
  purchase(purchaseId: string): PurchaseOperation | null;
  /** Returns of a purchase that were taken here. */
  returnsOf(purchaseOperation: string): StoredReturn[];
  bookedQuote(operationId: string): Quote | null;
  purchaseOfFiscalReceipt(fiscal: { readonly number: string; readonly time: string }): string | null;
  answer(operationId: string): StoredAnswer | null;
  /** What is known of a coupon's code, whatever its letter case. */
  coupon(code: string): CouponRecord | null;
  /** Coupons issued to a member, used ones included. */
  couponsOf(memberId: string): CouponRecord[];
  /** Points by wallet of a member taken here since the hub last told all members. */
  unsettledSpend(memberId: string): Record<string, number>;
  /** Of them, those that no lease stood for: of one member, or of all with null. */
  allowanceTaken(memberId: string | null): Readonly<Record<string, number>>;
  /** Whether a manager let this receipt of this member through. */
  isApproved(purchaseId: string, memberId: string): boolean;
  /** Wrong tries in a row against this state of a person's PIN. */
  pinTries(staff: string, change: number): number;
  /** Purchases of a member that this till booked after an instant of its wall clock. */
  purchasesSince(memberId: string, sinceMs: number): number;
  /** Rights to spend offline that passed between this till and the others of its store. */
  rights(memberId: string, wallet: string): RightsStanding;
  /** The end of this till's journal. The till must be enrolled. */
  journalHead(): JournalHead;
};

/** What a sale writes, inside one transaction. */
export type TillWriter = TillReader & {
  /** Keeps an open receipt and its hold through a power cut. */
  holdReceipt(receipt: StoredOpenReceipt, hold: ReceiptHold): void;
  releaseHold(purchaseId: string): void;
  /** Closes a receipt and ends its hold. */
  closeReceipt(
    receipt: ClosedReceipt & {
      readonly fiscal: { readonly number: string; readonly time: string } | null;
      readonly closedMs: number;
    },
  ): void;
  putAnswer(answer: StoredAnswer): void;
  appendJournal(head: JournalHead, entry: NewJournalEntry): JournalHead;
  /** Answers the member as the operation leaves one; null for a guest. `before`: the member as just read, if it was. */
  recordOperation(fact: OperationFact, before?: StoredMember | null): StoredMember | null;
  /** A member this till enrols, and what the hub must be told of the person. */
  enrolMember(member: StoredMember, personal: PersonalEntry): void;
  queuePrint(job: PrintJob, nowMs: number): void;
  approve(approval: { readonly purchaseId: string; readonly memberId: string; readonly staff: string }): void;
  putPinTries(staff: string, change: number, wrong: number): void;
  /** 1, 2, 3 …: a number for people, unique on this till. */
  nextPurchaseNumber(): number;
  giveRights(transfer: Parameters<typeof giveRights>[1], free: () => number): number | null;
};

/** `identity`: who the till is; `carts`: the file beside the till's own. */
export type TillAccessParts = {
  readonly identity: () => TillIdentity | null;
  readonly carts: OpenReceipts;
  readonly members: MemberCache;
  readonly head: KeptHead;
  readonly taken: KeptTaken;
  /** An operation whose effects were recorded got its number in the journal; not on the disk yet. */
  readonly onBooked: (fact: OperationFact, sequence: number) => void;
  /** A member more is there once the transaction is through. */
  readonly onEnrolled: () => void;
};

export function createTillReader(
  reader: SqliteReader,
  { identity, carts, members, head, taken }: Omit<TillAccessParts, 'onBooked'>,
): TillReader {
  return {
    member: (id) => members.read(reader, id),
    findMembers: (kind, value) => findMembers(reader, kind, value),
    receipt: (purchaseId) => readReceipt(reader, carts, purchaseId),
    openReceipts: () => readOpenReceipts(reader, carts),
    heldPoints: (memberId, exceptPurchase) => heldPoints(reader, memberId, exceptPurchase),
    purchase: (purchaseId) => readPurchase(reader, purchaseId),
    returnsOf: (purchaseOperation) => readReturns(reader, purchaseOperation),
    bookedQuote: (operationId) => readBookedQuote(reader, operationId),
    purchaseOfFiscalReceipt: (fiscal) => purchaseOfFiscalReceipt(reader, fiscal),
    answer: (operationId) => readAnswer(reader, operationId),
    coupon: (code) => readCoupon(reader, code),
    couponsOf: (memberId) => readCouponsOf(reader, memberId),
    unsettledSpend: (memberId) => taken.ofMember(reader, memberId).all,
    allowanceTaken: (memberId) =>
      memberId === null ? taken.unleasedOfAll(reader) : taken.ofMember(reader, memberId).unleased,
    isApproved: (purchaseId, memberId) => isApproved(reader, purchaseId, memberId),
    pinTries: (staff, change) => readPinTries(reader, staff, change),
    purchasesSince: (memberId, sinceMs) => countPurchasesSince(reader, memberId, sinceMs),
    rights: (memberId, wallet) => readRights(reader, memberId, wallet),
    journalHead: () => head.read(reader, defined(identity(), 'a till that sells is enrolled').epoch),
  };
}

export function createTillWriter(writer: SqliteWriter, parts: TillAccessParts): TillWriter {
  let recorded: OperationFact | null = null;
  return {
    ...createTillReader(writer, parts),
    holdReceipt: (receipt, hold) => holdReceipt(writer, receipt, hold),
    releaseHold: (purchaseId) => releaseHold(writer, purchaseId),
    closeReceipt(receipt) {
      closeReceipt(writer, receipt);
      forgetApprovals(writer, receipt.purchaseId);
    },
    putAnswer: (answer) => void writeAnswer(writer, answer),
    appendJournal(head, entry) {
      const present = parts.head.read(writer, head.epoch);
      assert(present.hash === head.hash, 'the journal moved while an operation was made');
      const next = appendJournal(writer, head, entry);
      parts.head.note(next);
      parts.taken.note(entry);
      if (recorded?.id === entry.operationId) parts.onBooked(recorded, next.sequence);
      return next;
    },
    recordOperation(fact, before) {
      recorded = fact;
      if (fact.body.member !== null) parts.members.forget(fact.body.member);
      return recordOperation(writer, fact, before);
    },
    enrolMember(member, personal) {
      parts.members.forget(member.record.id);
      writeMember(writer, member);
      writePersonalData(writer, member.record.id, personal);
      parts.onEnrolled();
    },
    queuePrint: (job, nowMs) => void queuePrintJob(writer, job, nowMs),
    approve: (approval) => void approve(writer, approval),
    putPinTries: (staff, change, wrong) => void writePinTries(writer, staff, change, wrong),
    nextPurchaseNumber() {
      const next = (readSetting<number>(writer, 'purchase-counter') ?? 0) + 1;
      writeSetting(writer, 'purchase-counter', next);
      return next;
    },
    giveRights: (transfer, free) => giveRights(writer, transfer, free),
  };
}
