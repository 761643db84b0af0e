import type { ReceiptFlag } from '../../contracts/receipt-flag.ts';
import type { BookedPurchase } from './records.ts';

/** A journal of a till and how far of it the hub has made its quotes again. */
export type ReplayPlace = {
  readonly tillId: string;
  readonly epoch: number;
  /** The last sequence that was looked at; 0 before the first. */
  readonly sequence: number;
};
/** Of an operation that was taken. */
export type OperationToReplay = { readonly sequence: number; readonly payload: string };

/** The part of the hub's store that keeps what became of making quotes again. Each method is one transaction. */
export interface ReplayStore {
  /** Where one journal stands. */
  replayPlace(tillId: string, epoch: number): Promise<ReplayPlace>;
  /** Journals with operations behind the place they stand at, at most `limit`. */
  replayBacklog(limit: number): Promise<readonly ReplayPlace[]>;
  /** The operations after a place in their order, refused ones left out; `last`: where to go on, the place itself at the end. */
  operationsToReplay(
    place: ReplayPlace,
    limit: number,
  ): Promise<{ readonly operations: readonly OperationToReplay[]; readonly last: number }>;
  /** An applied purchase and what of it came back. */
  bookedPurchase(operationId: string): Promise<BookedPurchase | null>;
  /** Everything up to `sequence` was looked at. A flag that is there already stays as it is. */
  noteReplayed(place: ReplayPlace, flags: readonly ReceiptFlag[], nowMs: number): Promise<void>;
  /** The newest first. */
  receiptFlags(query: {
    readonly beforeMs: number;
    readonly limit: number;
  }): Promise<readonly (ReceiptFlag & { readonly foundAtMs: number })[]>;
  receiptFlagCount(): Promise<number>;
  /** Operations that were taken or refused and not looked at yet. */
  replaysWaiting(): Promise<number>;
}
