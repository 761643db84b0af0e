import { readSync } from 'node:fs';

// A file cut into ranges of bytes that several readers take. A line belongs to the range in which its first byte lies,
// so that each is read once whatever the cuts are.

export type Range = { readonly index: number; readonly start: number; readonly end: number };

/** A line longer than this is not kept in memory. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;
const STEP_BYTES = 64 * 1024;
const NEW_LINE = 10;

export function cutIntoRanges(sizeBytes: number, rangeBytes: number): Range[] {
  const ranges: Range[] = [];
  for (let start = 0; start < sizeBytes; start += rangeBytes) {
    ranges.push({ index: ranges.length, start, end: Math.min(start + rangeBytes, sizeBytes) });
  }
  return ranges;
}

function readFully(file: number, start: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes);
  let filled = 0;
  while (filled < bytes) {
    const read = readSync(file, buffer, filled, bytes - filled, start + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}

/** The rest of a line that goes on after the range; null when it is too long. */
function readTail(file: number, from: number, before: number): Buffer | null {
  const pieces: Buffer[] = [];
  for (let at = from, length = before; ; ) {
    const piece = readFully(file, at, STEP_BYTES);
    const stop = piece.indexOf(NEW_LINE);
    pieces.push(stop < 0 ? piece : piece.subarray(0, stop));
    length += piece.length;
    at += piece.length;
    if (stop >= 0 || piece.length < STEP_BYTES) return Buffer.concat(pieces);
    if (length > MAX_LINE_BYTES) return null;
  }
}

/** Editors of Windows begin a file with a byte order mark, which is no part of its first line. */
const withoutMark = (line: string, position: number): string =>
  position === 0 && line.startsWith('\ufeff') ? line.slice(1) : line;

/** Calls `visit` with each line that begins in the range, without its line end; null: longer than `MAX_LINE_BYTES`. */
export function visitLines(file: number, range: Range, visit: (line: string | null) => void): void {
  // The byte before the range says whether a line begins with it.
  const lead = range.start === 0 ? 0 : 1;
  const buffer = readFully(file, range.start - lead, range.end - range.start + lead);
  let at = 0;
  if (lead === 1) {
    const first = buffer.indexOf(NEW_LINE);
    if (first < 0) return;
    at = first + 1;
  }
  while (at < buffer.length) {
    const stop = buffer.indexOf(NEW_LINE, at);
    if (stop >= 0) {
      visit(withoutMark(buffer.toString('utf8', at, stop), range.start + at));
      at = stop + 1;
      continue;
    }
    const head = buffer.subarray(at);
    const tail = readTail(file, range.end, head.length);
    visit(tail === null ? null : withoutMark(Buffer.concat([head, tail]).toString('utf8'), range.start + at));
    return;
  }
}
