import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { openPageImage } from '../../src/sqlite/page-image.ts';
import { type StoredRecord, storedRecords } from '../../src/sqlite/stored-records.ts';
import { readWalFrames } from '../../src/sqlite/wal-frames.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const schema = `CREATE TABLE rows (id INTEGER PRIMARY KEY, name TEXT NOT NULL, amount INTEGER, share REAL, bytes BLOB) STRICT;
  CREATE TABLE words (word TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;`;

const rowOf = (id: number) => ({
  id,
  name: `строка ${id} ${'x'.repeat((id * 97) % 9000)}`,
  amount: [0, 1, -1, 300, -70_000, 2 ** 40, Number.MAX_SAFE_INTEGER][id % 7] ?? 0,
  share: id / 3,
  bytes: createHash('sha256').update(String(id)).digest(),
});

/** Rows of every size, with and without overflow pages, each in its own transaction; half of them still in the log. */
function filled(count: number): string {
  const path = join(temporaryFolder(), 'rows.db');
  const database = openDatabase(path);
  database.transaction((writer) => writer.script(schema));
  for (let id = 1; id <= count; id++) {
    const { name, amount, share, bytes } = rowOf(id);
    database.transaction((writer) => {
      writer.run('INSERT INTO rows VALUES (?, ?, ?, ?, ?)', [id, name, amount, share, bytes]);
      writer.run('INSERT INTO words VALUES (?, ?)', [`w${id}`, name]);
    });
    if (id === Math.floor(count / 2)) database.checkpoint();
  }
  // As a kill leaves it: the log beside the file.
  const left = join(temporaryFolder(), 'left.db');
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, left + suffix);
  database.close();
  return left;
}

function recordsIn(path: string): StoredRecord[] {
  const image = openPageImage(path);
  try {
    return [...storedRecords(image)];
  } finally {
    image.close();
  }
}

const spoil = (path: string, offset: number, bytes: Buffer): void => {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
};

describe('records read without SQLite', () => {
  it('are the rows of every table, of the file and of its log', () => {
    const records = recordsIn(filled(120));
    const rows = records.filter(({ values }) => values.length === 5 && values[0] === null);
    expect(rows.map((record) => record.rowId).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 120 }, (_, index) => index + 1),
    );
    for (const { rowId, values } of rows) {
      const { name, amount, share, bytes } = rowOf(Number(rowId));
      expect(values).toEqual([null, name, amount, share, Uint8Array.from(bytes)]);
    }
    const words = records.filter((record) => record.rowId === null && record.values.length === 2);
    expect(new Set(words.map((record) => record.values[0])).size).toBe(120);
  });

  it('are all there but those of the page that is lost, even when it leads to the others', () => {
    const path = filled(120);
    const before = recordsIn(path).length;
    const pages = readFileSync(path).length / 4096;
    for (let page = 1; page <= pages; page++) {
      const copy = join(temporaryFolder(), 'one.db');
      for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix);
      spoil(copy, (page - 1) * 4096, Buffer.alloc(4096, 0x5a));
      // One page holds at most so many of the small records, or is a part of one large one.
      expect(before - recordsIn(copy).length).toBeLessThan(40);
    }
  });
});

describe('a write-ahead log', () => {
  const frameOffset = (frame: number): number => 32 + frame * (24 + 4096);

  it('is whole as SQLite left it, and with an end that a power cut left unwritten', () => {
    const path = filled(40);
    expect(readWalFrames(`${path}-wal`).damaged).toBe(false);
    const log = readFileSync(`${path}-wal`);
    const frames = (log.length - 32) / (24 + 4096);
    spoil(`${path}-wal`, frameOffset(frames - 1) + 100, Buffer.alloc(64, 1));
    expect(readWalFrames(`${path}-wal`).damaged).toBe(false);
    writeFileSync(`${path}-wal`, log.subarray(0, log.length - 5000));
    expect(readWalFrames(`${path}-wal`).damaged).toBe(false);
  });

  it('is damaged when a frame in the middle is spoilt; the frames behind it are read all the same', () => {
    const path = filled(40);
    const whole = readWalFrames(`${path}-wal`);
    const before = recordsIn(path).length;
    spoil(`${path}-wal`, frameOffset(3) + 24 + 200, Buffer.alloc(64, 1));
    const spoilt = readWalFrames(`${path}-wal`);
    expect(spoilt.damaged).toBe(true);
    expect(spoilt.pageCount).toBe(whole.pageCount);
    expect(recordsIn(path).length).toBeGreaterThan(before * 0.8);
  });

  it('is damaged, and read, when its own header is spoilt', () => {
    const path = filled(40);
    const before = recordsIn(path).length;
    spoil(`${path}-wal`, 0, Buffer.alloc(32, 7));
    expect(readWalFrames(`${path}-wal`).damaged).toBe(true);
    expect(recordsIn(path).length).toBeGreaterThan(before * 0.8);
  });
});
