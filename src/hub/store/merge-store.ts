import type { Result } from '../../shared/result.ts';
import type { MemberCore, MemberState } from './records.ts';

/** Two members who are one person: what is `source`'s becomes `target`'s. */
export type MergeRecord = {
  readonly source: string;
  readonly target: string;
  /** Name of the manager token that proposed it. */
  readonly author: string;
  readonly createdAtMs: number;
  /** Null while it waits for its second person. */
  readonly approvedBy: string | null;
  readonly doneAtMs: number | null;
};
export type MergePair = {
  readonly merge: MergeRecord;
  /** Null: nobody has the id any more. */
  readonly source: MemberState | null;
  readonly target: MemberState | null;
  /** One of the two is a person who was erased. */
  readonly isErased: boolean;
};

/** The part of the hub's store that makes one member of two. Each method is one transaction. */
export interface MergeStore {
  /** False: one with this source waits already. */
  addMerge(merge: Pick<MergeRecord, 'source' | 'target' | 'author' | 'createdAtMs'>): Promise<boolean>;
  /** Those that wait first, then the newest. */
  merges(limit: number): Promise<readonly MergeRecord[]>;
  /** False where none with this source waits. */
  dropMerge(source: string): Promise<boolean>;
  /**
   * Carries out the one that waits; `decide` answers the target as it is afterwards. Bookings, lots, cards, phone, consents
   * and coupons go over as they are, so every sum stays; the source's id leads to the target from now on. Null: none waits.
   */
  mergeMembers<Failure>(
    query: {
      readonly source: string;
      readonly approvedBy: string;
      readonly nowMs: number;
      readonly spendSinceMs: number;
    },
    decide: (pair: MergePair) => Result<MemberCore, Failure>,
  ): Promise<Result<MergeRecord, Failure> | null>;
}
