import type { SqliteReader } from '../sqlite/database.ts';
import type { NewJournalEntry } from './journal.ts';
import { allowanceTaken, unsettledSpend } from './own-spends.ts';

type Points = Readonly<Record<string, number>>;
/** Points by wallet taken here since the hub last told all members, and those of them that no lease stood for. */
export type TakenHere = { readonly all: Points; readonly unleased: Points };

/** The customer at the till, and a few whose receipts wait aside. */
const membersAtHand = 16;

/**
 * What this till let go since the hub last told all members: asked by every look-up and quote of a till on its own, so a
 * long day offline must not be added up each time; and asked inside a sale, which need not wait for its own rows.
 */
export type KeptTaken = {
  readonly ofMember: (reader: SqliteReader, memberId: string) => TakenHere;
  /** Of all members, those that no lease stood for. */
  readonly unleasedOfAll: (reader: SqliteReader) => Points;
  /** An operation that was just appended; counts once its transaction is through. */
  readonly note: (entry: Pick<NewJournalEntry, 'memberId' | 'spent' | 'leased'>) => void;
  /** After a transaction that came to nothing, and after whatever else may have changed what counts. */
  readonly forget: () => void;
};

export function createKeptTaken(): KeptTaken {
  let ofAll: Points | null = null;
  const ofMembers = new Map<string, TakenHere>();
  return {
    ofMember(reader, memberId) {
      const known = ofMembers.get(memberId);
      if (known !== undefined) return known;
      const taken = {
        all: unsettledSpend(reader, memberId),
        unleased: allowanceTaken(reader, memberId),
      };
      ofMembers.set(memberId, taken);
      const [oldest] = ofMembers.keys();
      if (ofMembers.size > membersAtHand && oldest !== undefined) ofMembers.delete(oldest);
      return taken;
    },
    unleasedOfAll(reader) {
      ofAll ??= allowanceTaken(reader, null);
      return ofAll;
    },
    note({ memberId, spent, leased = {} }) {
      if (memberId === null) return;
      const unleased: Record<string, number> = {};
      for (const [wallet, points] of Object.entries(spent)) {
        unleased[wallet] = points - Math.min(points, leased[wallet] ?? 0);
      }
      if (ofAll !== null) ofAll = sum(ofAll, unleased);
      const known = ofMembers.get(memberId);
      if (known === undefined) return;
      ofMembers.set(memberId, { all: sum(known.all, spent), unleased: sum(known.unleased, unleased) });
    },
    forget() {
      ofAll = null;
      ofMembers.clear();
    },
  };
}

function sum(one: Points, other: Points): Points {
  const both = { ...one };
  for (const [wallet, points] of Object.entries(other)) {
    if (points > 0) both[wallet] = (both[wallet] ?? 0) + points;
  }
  return both;
}
