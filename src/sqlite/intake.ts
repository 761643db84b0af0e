import { crc32 } from 'node:zlib';
import type { SqliteReader, SqliteValue, SqliteWriter } from './database.ts';
import { DatabaseFailure } from './database-failure.ts';

/** A statement that counts as done once it stands in the intake. */
export type IntakeStatement = { readonly sql: string; readonly parameters: readonly SqliteValue[] };

/**
 * Places of the intake by size. Rows of a constant size are written over where they lie, and only pages whose bytes
 * change go to the disk: three for a small receipt.
 */
const slotBytes = [16 * 1024, 64 * 1024, 256 * 1024] as const;
const mostBytes = 256 * 1024;

/** What a file needs to have an intake; see `OpenOptions.intake`. */
export const createIntakeSql = `
CREATE TABLE intake (
  slot INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;
INSERT INTO intake VALUES ${slotBytes.map((bytes, slot) => `(${slot}, zeroblob(${bytes}))`).join(', ')};
`;

// length (4 bytes, 0: empty) · CRC-32 of what follows (4) · number of statements (4) · statements, then zeros.
// Statement: text · number of values (1) · values. Text: bytes (4) · UTF-8. Value: kind (1) · what it needs.
const headerBytes = 12;
const kinds = { null: 0, number: 1, text: 2, bytes: 3 } as const;

/** Writes one list of statements after another into the same memory. */
export type IntakeWriter = {
  /** False: they do not fit, nothing is written. Part of the caller's transaction. */
  readonly put: (writer: Pick<SqliteWriter, 'run'>, statements: readonly IntakeStatement[]) => boolean;
  /** Empties the place of what was put last, or any that a file came with. */
  readonly clear: (writer: Pick<SqliteWriter, 'run'>) => void;
};

const putSql = 'UPDATE intake SET body = ? WHERE slot = ?';
const clearSql = 'UPDATE intake SET body = zeroblob(length(body))';

export function createIntakeWriter(): IntakeWriter {
  let memory: Buffer | null = null;
  let written = 0;
  let slot: number | null = null;
  return {
    put(writer, statements) {
      memory ??= Buffer.alloc(mostBytes);
      const end = encode(memory, statements);
      // Also where it did not fit: half of it stands there.
      memory.fill(0, end ?? 0, Math.max(written, end ?? mostBytes));
      written = end ?? 0;
      if (end === null) return false;
      slot = slotBytes.findIndex((bytes) => end <= bytes);
      writer.run(putSql, [memory.subarray(0, slotBytes[slot]), slot]);
      return true;
    },
    clear(writer) {
      if (slot === null) writer.run(clearSql);
      else writer.run(`${clearSql} WHERE slot = ?`, [slot]);
    },
  };
}

/** Where the text ends; null: it does not fit. */
function encode(into: Buffer, statements: readonly IntakeStatement[]): number | null {
  let at = headerBytes;
  const room = (bytes: number): boolean => at + bytes <= mostBytes;
  const text = (value: string): boolean => {
    // Three bytes a letter at the most: short texts are not counted first.
    if (!room(4 + value.length * 3) && !room(4 + Buffer.byteLength(value))) return false;
    const bytes = into.write(value, at + 4);
    into.writeUInt32LE(bytes, at);
    at += 4 + bytes;
    return true;
  };
  const put = (value: SqliteValue): boolean => {
    if (!room(9) || typeof value === 'bigint') return false;
    if (typeof value === 'string') {
      into[at++] = kinds.text;
      return text(value);
    }
    if (typeof value === 'number') {
      into[at] = kinds.number;
      into.writeDoubleLE(value, at + 1);
      at += 9;
      return true;
    }
    if (value === null) {
      into[at++] = kinds.null;
      return true;
    }
    if (!room(5 + value.length)) return false;
    into[at] = kinds.bytes;
    into.writeUInt32LE(value.length, at + 1);
    into.set(value, at + 5);
    at += 5 + value.length;
    return true;
  };
  for (const { sql, parameters } of statements) {
    if (!text(sql) || !room(1)) return null;
    into[at++] = parameters.length;
    for (const value of parameters) if (!put(value)) return null;
  }
  into.writeUInt32LE(statements.length, 8);
  into.writeUInt32LE(crc32(into.subarray(8, at)), 4);
  into.writeUInt32LE(at, 0);
  return at;
}

/** The statements of one place; none where it is empty, null where it is not what was written. */
export function decodeIntake(body: Uint8Array): IntakeStatement[] | null {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes.length < headerBytes) return null;
  const end = bytes.readUInt32LE(0);
  if (bytes.subarray(end).some((byte) => byte !== 0)) return null;
  if (end === 0) return [];
  if (end < headerBytes || end > bytes.length) return null;
  if (crc32(bytes.subarray(8, end)) !== bytes.readUInt32LE(4)) return null;
  let at = headerBytes;
  const block = (): Buffer => {
    const from = at + 4;
    at = from + bytes.readUInt32LE(at);
    return bytes.subarray(from, at);
  };
  const value = (): SqliteValue => {
    const kind = bytes[at++];
    if (kind === kinds.null) return null;
    if (kind === kinds.text) return block().toString();
    if (kind === kinds.bytes) return Uint8Array.from(block());
    at += 8;
    return bytes.readDoubleLE(at - 8);
  };
  return Array.from({ length: bytes.readUInt32LE(8) }, () => {
    const sql = block().toString();
    const count = bytes[at++] ?? 0;
    return { sql, parameters: Array.from({ length: count }, value) };
  });
}

/** What a file was closed, killed or copied with. Throws `DatabaseFailure` `damaged`. */
export function readIntake(reader: SqliteReader): IntakeStatement[] {
  const hasOne = reader.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'intake'");
  if (hasOne === undefined) return [];
  return reader.all<{ body: Uint8Array }>('SELECT body FROM intake ORDER BY slot').flatMap(({ body }) => {
    const statements = decodeIntake(body);
    if (statements !== null) return statements;
    throw new DatabaseFailure('damaged', 'What was booked last is not what was written.');
  });
}
