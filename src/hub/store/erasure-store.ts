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
