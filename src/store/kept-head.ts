import type { SqliteReader } from '../sqlite/database.ts';
import { type JournalHead, journalHead } from './journal.ts';

/** The end of the journal, known from the operation that was just appended: reading it means reading a whole receipt. */
export type KeptHead = {
  readonly read: (reader: SqliteReader, epoch: number) => JournalHead;
  readonly note: (head: JournalHead) => void;
  /** After a transaction that came to nothing, and after whatever else may have changed the journal. */
  readonly forget: () => void;
};

export function createKeptHead(): KeptHead {
  let known: JournalHead | null = null;
  return {
    read(reader, epoch) {
      if (known?.epoch !== epoch) known = journalHead(reader, epoch);
      return known;
    },
    note(head) {
      known = head;
    },
    forget() {
      known = null;
    },
  };
}
