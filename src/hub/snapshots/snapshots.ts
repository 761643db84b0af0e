import type { MemberSnapshot, SignedSnapshot } from '../../contracts/member-snapshot.ts';
import type { TillRecord } from '../store/records.ts';

/** The ready file with all members, as routes and jobs see it. */
export type MemberSnapshots = {
  /** Makes the file anew, beside other work; null where an erasure or the end of the hub came in between. */
  readonly build: () => Promise<MemberSnapshot | null>;
  readonly manifest: () => MemberSnapshot | null;
  /** Null: there is none, or none for this till. */
  readonly offer: (till: TillRecord) => Promise<Omit<SignedSnapshot, 'hubTimeMs'> | null>;
  readonly chunk: (id: string, index: number) => Promise<Buffer | null>;
  /** A person who was erased must not live on in the file. */
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
};
