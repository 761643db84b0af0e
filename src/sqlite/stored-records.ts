import type { SqliteValue } from './database.ts';
import type { PageImage } from './page-image.ts';
import { pageBytes } from './wal-frames.ts';

/** One stored row or index entry. Which table it belongs to is for the caller to tell from its values. */
export type StoredRecord = {
  /** Of a row of an ordinary table; such a row stores null in the column that stands for it. */
  readonly rowId: number | null;
  readonly values: readonly SqliteValue[];
};

const tableLeaf = 0x0d;
const indexLeaf = 0x0a;
const indexInterior = 0x02;
const text = new TextDecoder('utf-8', { fatal: true });

/**
 * Every record that can still be read, page by page, without following the tree: a lost inner page hides nothing.
 * A page that is no page, a cell that does not fit and a text that is not UTF-8 are passed over. File format:
 * https://sqlite.org/fileformat2.html
 */
export function* storedRecords(image: PageImage): Generator<StoredRecord> {
  for (let pageNumber = 1; pageNumber <= image.pageCount; pageNumber++) {
    const read = image.read(pageNumber);
    if (read === null) continue;
    const start = pageNumber === 1 ? 100 : 0;
    const kind = read[start];
    if (kind !== tableLeaf && kind !== indexLeaf && kind !== indexInterior) continue;
    // Overflow pages are read through the same image.
    const page = Buffer.from(read);
    const cells = page.readUInt16BE(start + 3);
    const pointers = start + (kind === indexInterior ? 12 : 8);
    for (let cell = 0; cell < cells; cell++) {
      const pointer = pointers + 2 * cell;
      if (pointer + 2 > pageBytes) break;
      const record = readCell(image, page, page.readUInt16BE(pointer), kind);
      if (record !== null) yield record;
    }
  }
}

function readCell(image: PageImage, page: Buffer, offset: number, kind: number): StoredRecord | null {
  const size = readVarint(page, offset + (kind === indexInterior ? 4 : 0));
  if (size === null) return null;
  const rowId = kind === tableLeaf ? readVarint(page, size.next) : null;
  if (kind === tableLeaf && rowId === null) return null;
  const payload = readPayload(image, page, rowId?.next ?? size.next, size.value, kind);
  const values = payload === null ? null : readValues(payload);
  return values === null ? null : { rowId: rowId?.value ?? null, values };
}

type Varint = { readonly value: number; readonly next: number };

function readVarint(bytes: Buffer, offset: number): Varint | null {
  let value = 0n;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[offset + index];
    if (byte === undefined) return null;
    if (index === 8) value = (value << 8n) | BigInt(byte);
    else value = (value << 7n) | BigInt(byte & 0x7f);
    if (index === 8 || byte < 0x80) {
      const number = Number(BigInt.asIntN(64, value));
      return Number.isSafeInteger(number) ? { value: number, next: offset + index + 1 } : null;
    }
  }
  return null;
}

/** No row of this program is larger; a longer one is a misread length. */
const largestPayloadBytes = 32 * 1024 * 1024;

function readPayload(
  image: PageImage,
  page: Buffer,
  offset: number,
  size: number,
  kind: number,
): Buffer | null {
  if (size < 1 || size > largestPayloadBytes) return null;
  const usable = pageBytes - image.reservedBytes;
  const mostLocal = kind === tableLeaf ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (size <= mostLocal) return offset + size <= usable ? page.subarray(offset, offset + size) : null;
  const leastLocal = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = leastLocal + ((size - leastLocal) % (usable - 4));
  const local = wanted <= mostLocal ? wanted : leastLocal;
  if (offset + local + 4 > usable) return null;
  const payload = Buffer.alloc(size);
  page.copy(payload, 0, offset, offset + local);
  let filled = local;
  let next = page.readUInt32BE(offset + local);
  while (filled < size) {
    const overflow = image.read(next);
    if (overflow === null) return null;
    const part = Math.min(usable - 4, size - filled);
    overflow.copy(payload, filled, 4, 4 + part);
    filled += part;
    next = overflow.readUInt32BE(0);
  }
  return payload;
}

/** Bytes of the serial types 1 to 7. */
const numberBytes = [0, 1, 2, 3, 4, 6, 8, 8] as const;

function readValues(payload: Buffer): SqliteValue[] | null {
  const header = readVarint(payload, 0);
  if (header === null || header.value > payload.length) return null;
  const values: SqliteValue[] = [];
  let at = header.next;
  let body = header.value;
  while (at < header.value) {
    const type = readVarint(payload, at);
    if (type === null || type.value < 0) return null;
    at = type.next;
    const length = type.value >= 12 ? Math.floor((type.value - 12) / 2) : (numberBytes[type.value] ?? 0);
    if (body + length > payload.length) return null;
    const value = readValue(payload.subarray(body, body + length), type.value);
    if (value === undefined) return null;
    values.push(value);
    body += length;
  }
  // A whole record fills its payload to the last byte.
  return body === payload.length ? values : null;
}

function readValue(bytes: Buffer, type: number): SqliteValue | undefined {
  if (type === 0) return null;
  if (type === 7) return bytes.readDoubleBE(0);
  if (type === 6) {
    const whole = Number(bytes.readBigInt64BE(0));
    return Number.isSafeInteger(whole) ? whole : undefined;
  }
  if (type < 6) return bytes.readIntBE(0, bytes.length);
  if (type === 8 || type === 9) return type - 8;
  if (type < 12) return undefined;
  if (type % 2 === 0) return Uint8Array.from(bytes);
  try {
    return text.decode(bytes);
  } catch {
    return undefined;
  }
}
