/** An erased member and which enrolled tills have read it. */
export type ErasureRecord = {
  readonly memberId: string;
  readonly atMs: number;
  readonly tills: readonly { readonly storeId: string; readonly tillId: string; readonly done: boolean }[];
};

/** The part of the hub's store that forgets people. Each method is one transaction. */
export interface ErasureStore {
  /**
   * Removes the person from the file and its log; bookings stay under the id. Again for one that was erased: what came
   * since is removed too, and tills are told anew. False for an id that nobody has.
   */
  eraseMember(id: string, nowMs: number): Promise<boolean>;
  /** Newest first. */
  erasures(): Promise<readonly ErasureRecord[]>;
  /** A till that asks for members from this cursor has everything up to it. */
  noteMembersCursor(tillId: string, cursor: number): Promise<void>;
}

type EnrolledTill = { readonly storeId: string; readonly tillId: string; readonly cursor: number };
type Erased = { readonly memberId: string; readonly atMs: number; readonly cursor: number };

/** What was erased, with who has read it: a till whose cursor has come that far. */
export const erasureRecords = (
  tills: readonly EnrolledTill[],
  erased: readonly Erased[],
): readonly ErasureRecord[] =>
  erased.map(({ memberId, atMs, cursor }) => ({
    memberId,
    atMs,
    tills: tills.map((till) => ({ storeId: till.storeId, tillId: till.tillId, done: till.cursor >= cursor })),
  }));
