import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes of a page in every file of this program. */
export const pageBytes = 4096;
const headerBytes = 32;
const frameHeaderBytes = 24;
const frameBytes = frameHeaderBytes + pageBytes;
const chunkFrames = 256;

export type WalFrames = {
  /** Where the newest committed state of each page stands in the log; as far as a frame can be read at all. */
  readonly pageOffsets: ReadonlyMap<number, number>;
  /** Pages of the whole file after the last commit; null when nothing is committed. */
  readonly pageCount: number | null;
  /**
   * A frame cannot be read and was followed by a commit and by a further transaction. What a power cut leaves unwritten
   * belongs to the last transaction, which nobody was promised; this is in the middle, so it was on the disk once.
   */
  readonly damaged: boolean;
};

type Sums = readonly [number, number];

/** SQLite's checksum of a log (https://sqlite.org/fileformat2.html#checksum_algorithm): `bytes` is a multiple of 8. */
function addSums([first, second]: Sums, bytes: Buffer, bigEndian: boolean): Sums {
  let one = first;
  let other = second;
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + other) >>> 0;
    other = (other + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + one) >>> 0;
  }
  return [one, other];
}

type Frame = {
  readonly page: number;
  readonly commitPages: number;
  readonly offset: number;
  readonly whole: boolean;
};

/**
 * Reads a write-ahead log without SQLite, which stops at the first frame that does not fit. Each frame's checksum goes
 * on from the one written in the frame before, so frames behind a damaged one can still be told to be whole.
 */
export function readWalFrames(path: string): WalFrames {
  const none = { pageOffsets: new Map<number, number>(), pageCount: null, damaged: false };
  if (!existsSync(path)) return none;
  const file = openSync(path, 'r');
  try {
    const count = Math.floor((fstatSync(file).size - headerBytes) / frameBytes);
    return count < 1 ? none : judge([...framesOf(file, count)]);
  } finally {
    closeSync(file);
  }
}

function* framesOf(file: number, count: number): Generator<Frame> {
  const header = Buffer.alloc(headerBytes);
  readSync(file, header, 0, headerBytes, 0);
  const chunk = Buffer.alloc(frameBytes * chunkFrames);
  // The magic number ends in the order of bytes; a spoilt one is taken as this machine's.
  const bigEndian = header.readUInt32BE(0) === 0x377f0683;
  let salt = header.subarray(16, 24);
  let seed: Sums = [header.readUInt32BE(24), header.readUInt32BE(28)];
  const headerSums = addSums([0, 0], header.subarray(0, 24), bigEndian);
  const headerIsWhole = headerSums[0] === seed[0] && headerSums[1] === seed[1];
  const ownSalt = header.readUInt32BE(16);
  for (let index = 0; index < count; index++) {
    const inChunk = index % chunkFrames;
    if (inChunk === 0) readSync(file, chunk, 0, chunk.length, headerBytes + index * frameBytes);
    const frame = chunk.subarray(inChunk * frameBytes, (inChunk + 1) * frameBytes);
    // The next life of the log, whose header a power cut kept from the disk: SQLite had moved everything before it.
    if (index === 0 && headerIsWhole && frame.readUInt32BE(8) === (ownSalt + 1) >>> 0) return;
    if (index === 0 && !headerIsWhole) salt = Buffer.from(frame.subarray(8, 16));
    const sameLog = frame.subarray(8, 16).equals(salt);
    const written: Sums = [frame.readUInt32BE(16), frame.readUInt32BE(20)];
    const withHeader = addSums(seed, frame.subarray(0, 8), bigEndian);
    const sums = addSums(withHeader, frame.subarray(frameHeaderBytes), bigEndian);
    yield {
      page: frame.readUInt32BE(0),
      commitPages: frame.readUInt32BE(4),
      offset: headerBytes + index * frameBytes + frameHeaderBytes,
      whole: sameLog && sums[0] === written[0] && sums[1] === written[1],
    };
    seed = written;
  }
}

function judge(frames: readonly Frame[]): WalFrames {
  const pageOffsets = new Map<number, number>();
  const lastWhole = frames.findLastIndex((frame) => frame.whole);
  const lastCommit = frames.findLastIndex((frame) => frame.whole && frame.commitPages > 0);
  const firstSpoilt = frames.findIndex((frame) => !frame.whole);
  const commitBehind = frames.findIndex(
    (frame, index) => firstSpoilt !== -1 && index > firstSpoilt && frame.whole && frame.commitPages > 0,
  );
  for (const frame of frames.slice(0, lastCommit + 1)) {
    if (frame.whole) pageOffsets.set(frame.page, frame.offset);
  }
  return {
    pageOffsets,
    pageCount: frames[lastCommit]?.commitPages ?? null,
    damaged: commitBehind !== -1 && commitBehind < lastWhole,
  };
}
