import type { SqliteReader } from '../sqlite/database.ts';
import { readMember, type StoredMember } from './members.ts';

/** The customer at the till, and a few whose receipts wait aside. */
const membersAtHand = 16;

/** Members as last read: a sale asks for its member at the scan, at every quote and at the confirm. */
export type MemberCache = {
  readonly read: (reader: SqliteReader, id: string) => StoredMember | null;
  readonly forget: (id: string) => void;
  /** After whatever may have changed many, and after a transaction that came to nothing. */
  readonly clear: () => void;
};

export function createMemberCache(): MemberCache {
  const atHand = new Map<string, StoredMember>();
  return {
    read(reader, id) {
      const known = atHand.get(id);
      if (known !== undefined) return known;
      const member = readMember(reader, id);
      if (member === null) return null;
      atHand.set(id, member);
      const [oldest] = atHand.keys();
      if (atHand.size > membersAtHand && oldest !== undefined) atHand.delete(oldest);
      return member;
    },
    forget: (id) => void atHand.delete(id),
    clear: () => atHand.clear(),
  };
}
