import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { type MemberSnapshot, SNAPSHOT_CHUNK_BYTES } from '../contracts/member-snapshot.ts';

/** The part of a file with all members that is here, piece by piece in their order. */
export type MemberFile = {
  readonly path: string;
  /** The next pieces to ask for, in their order; none: all are here and each was checked by this process. */
  readonly missing: () => readonly number[];
  /** Checks one piece that an earlier process wrote; false: there was none to check. */
  readonly checkNext: () => boolean;
  /** False: it is not the piece that the hub signed. */
  readonly add: (index: number, bytes: Uint8Array) => boolean;
};

/** So many pieces are under way at once, a megabyte each. */
const askedAtOnce = 4;

/** `path` may hold what an earlier process fetched of the same file. */
export function openMemberFile(path: string, { bytes, chunks }: MemberSnapshot): MemberFile {
  let checked = 0;
  const lengthOf = (index: number): number =>
    index === chunks.length - 1 ? bytes - index * SNAPSHOT_CHUNK_BYTES : SNAPSHOT_CHUNK_BYTES;
  const isChunk = (index: number, data: Uint8Array): boolean =>
    data.length === lengthOf(index) && createHash('sha256').update(data).digest('hex') === chunks[index];
  const held = (): number => (existsSync(path) ? statSync(path).size : 0);
  return {
    path,
    missing: () =>
      Array.from({ length: Math.min(askedAtOnce, chunks.length - checked) }, (_, index) => checked + index),
    checkNext() {
      const start = checked * SNAPSHOT_CHUNK_BYTES;
      if (checked >= chunks.length || held() <= start) return false;
      const data = new Uint8Array(lengthOf(checked));
      const file = openSync(path, 'r');
      const read = readSync(file, data, 0, data.length, start);
      closeSync(file);
      if (read === data.length && isChunk(checked, data)) {
        checked += 1;
        return true;
      }
      // Half a piece, or one that a power cut left unwritten.
      truncateSync(path, start);
      return false;
    },
    add(index, data) {
      if (index !== checked || !isChunk(index, data)) return false;
      const file = openSync(path, existsSync(path) ? 'r+' : 'wx', 0o600);
      try {
        writeSync(file, data, 0, data.length, index * SNAPSHOT_CHUNK_BYTES);
        fdatasyncSync(file);
      } finally {
        closeSync(file);
      }
      checked += 1;
      return true;
    },
  };
}

export const removeMemberFile = (path: string): void => rmSync(path, { force: true });
