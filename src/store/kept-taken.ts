import type { SqliteReader } from '../sqlite/database.ts';
import type { NewJournalEntry } from './journal.ts';
import { allowanceTaken } from './own-spends.ts';

/**
 * Points by wallet that this till let go without a lease since the hub last told all members: asked by every look-up and
 * quote of a till on its own, so a long day offline must not be added up each time.
 */
export type KeptTaken = {
  readonly read: (reader: SqliteReader) => Readonly<Record<string, number>>;
  /** An operation that was just appended; counts once its transaction is through. */
  readonly note: (entry: Pick<NewJournalEntry, 'memberId' | 'spent' | 'leased'>) => void;
  /** After a transaction that came to nothing, and after whatever else may have changed what counts. */
  readonly forget: () => void;
};

export function createKeptTaken(): KeptTaken {
  let known: Record<string, number> | null = null;
  return {
    read(reader) {
      known ??= allowanceTaken(reader, null);
      return known;
    },
    note({ memberId, spent, leased = {} }) {
      if (known === null || memberId === null) return;
      const next = { ...known };
      for (const [wallet, points] of Object.entries(spent)) {
        const taken = points - Math.min(points, leased[wallet] ?? 0);
        if (taken > 0) next[wallet] = (next[wallet] ?? 0) + taken;
      }
      known = next;
    },
    forget() {
      known = null;
    },
  };
}
