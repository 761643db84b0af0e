import type { PurchaseBody } from '../contracts/sync.ts';
import { defined } from '../shared/assert.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { readAnswer, type StoredAnswer, writeAnswer } from './answers.ts';
import type { TillIdentity } from './identity.ts';
import { appendJournal, type JournalHead, journalHead, type NewJournalEntry } from './journal.ts';
import {
  findMembers,
  type IdentifierKind,
  readMember,
  recordPurchase,
  type StoredMember,
} from './members.ts';
import { unsettledSpend } from './outbox.ts';
import { type PrintJob, queuePrintJob } from './print-jobs.ts';
import {
  purchaseOfFiscalReceipt,
  readOpenReceipts,
  readReceipt,
  type StoredReceipt,
  writeReceipt,
} from './receipts.ts';
import { readSetting, writeSetting } from './settings.ts';

/** What a sale reads. */
export type TillReader = {
  member(id: string): StoredMember | null;
  findMembers(kind: IdentifierKind, value: string): string[];
  receipt(purchaseId: string): StoredReceipt | null;
  openReceipts(): StoredReceipt[];
  purchaseOfFiscalReceipt(fiscal: { readonly number: string; readonly time: string }): string | null;
  answer(operationId: string): StoredAnswer | null;
  /** Points by wallet spent in operations the hub has not answered; of one member, or of all with null. */
  unsettledSpend(memberId: string | null): Record<string, number>;
  /** The end of this till's journal. The till must be enrolled. */
  journalHead(): JournalHead;
};

/** What a sale writes, inside one transaction. */
export type TillWriter = TillReader & {
  putReceipt(receipt: StoredReceipt): void;
  putAnswer(answer: StoredAnswer): void;
  appendJournal(head: JournalHead, entry: NewJournalEntry): JournalHead;
  recordPurchase(operationId: string, body: PurchaseBody): void;
  queuePrint(job: PrintJob, nowMs: number): void;
  /** 1, 2, 3 …: a number for people, unique on this till. */
  nextPurchaseNumber(): number;
};

export function createTillReader(reader: SqliteReader): TillReader {
  return {
    member: (id) => readMember(reader, id),
    findMembers: (kind, value) => findMembers(reader, kind, value),
    receipt: (purchaseId) => readReceipt(reader, purchaseId),
    openReceipts: () => readOpenReceipts(reader),
    purchaseOfFiscalReceipt: (fiscal) => purchaseOfFiscalReceipt(reader, fiscal),
    answer: (operationId) => readAnswer(reader, operationId),
    unsettledSpend: (memberId) => unsettledSpend(reader, memberId),
    journalHead() {
      const identity = readSetting<TillIdentity>(reader, 'identity');
      return journalHead(reader, defined(identity, 'a till that sells is enrolled').epoch);
    },
  };
}

export function createTillWriter(writer: SqliteWriter): TillWriter {
  return {
    ...createTillReader(writer),
    putReceipt: (receipt) => writeReceipt(writer, receipt),
    putAnswer: (answer) => void writeAnswer(writer, answer),
    appendJournal: (head, entry) => appendJournal(writer, head, entry),
    recordPurchase: (operationId, body) => recordPurchase(writer, operationId, body),
    queuePrint: (job, nowMs) => void queuePrintJob(writer, job, nowMs),
    nextPurchaseNumber() {
      const next = (readSetting<number>(writer, 'purchase-counter') ?? 0) + 1;
      writeSetting(writer, 'purchase-counter', next);
      return next;
    },
  };
}
