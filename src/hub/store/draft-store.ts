import type { DraftRecord } from './records.ts';

/** The part of the hub's store that keeps programs which wait for their second person. Each method is one transaction. */
export interface DraftStore {
  addDraft(draft: DraftRecord): Promise<void>;
  /** The oldest first. */
  drafts(): Promise<readonly DraftRecord[]>;
  draft(id: string): Promise<DraftRecord | null>;
  /** False where there is none. */
  dropDraft(id: string): Promise<boolean>;
  /** A till said which highest pack it has checked and keeps. Written only where that is new. */
  noteStagedPack(tillId: string, number: number): Promise<void>;
}
