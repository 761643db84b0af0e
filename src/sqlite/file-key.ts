import { createDecipheriv } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { PageImageOptions } from './page-image.ts';
import { pageBytes } from './wal-frames.ts';

/** 32 bytes in lower-case hex: the key of encrypted files. */
export type FileKey = string;
/**
 * How files are opened. `known` reads what is encrypted; null: there is no key, every file is plain. A file is
 * recognized by its first bytes, so plain and encrypted ones can lie side by side while a folder changes over.
 * `wanted` encrypts new files; null: new files are plain.
 */
export type FileKeys = { readonly known: FileKey | null; readonly wanted: FileKey | null };

export const noKeys: FileKeys = { known: null, wanted: null };

const plainStart = Buffer.from('SQLite format 3\0', 'latin1');

/** `plain` begins as SQLite's own files do; anything else is encrypted, or damaged in its first bytes. */
export function kindOfFile(path: string): 'none' | 'plain' | 'other' {
  // A folder of that name: opening it says what is wrong.
  if (!existsSync(path) || !statSync(path).isFile()) return 'none';
  const start = Buffer.alloc(plainStart.length);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, start, 0, start.length, 0) === 0) return 'none';
  } finally {
    closeSync(file);
  }
  return start.equals(plainStart) ? 'plain' : 'other';
}

/** The key that this file is opened with: a plain file needs none, and a new one gets what is given. */
export const keyOfFile = (path: string, key: FileKey | null): FileKey | null =>
  kindOfFile(path) === 'plain' ? null : key;

/** Bytes at the end of a page that hold the vector (16) and the seal (64, HMAC-SHA512) of SQLCipher 4. */
const sealBytes = 80;

/**
 * How the pages of this file may be read without SQLite; a file with a spoilt beginning both ways, because which of them
 * it was cannot be told, and the wrong one gives no row. SQLCipher 4: AES-256-CBC by page, the vector behind the data
 * (https://www.zetetic.net/sqlcipher/design/). The seal is not looked at, so that a spoilt page still gives what stands
 * on the rest of it, as a plain one would. Page 1 holds the schema only and is left out.
 */
export function pageReadings(path: string, known: FileKey | null): PageImageOptions[] {
  const key = keyOfFile(path, known);
  return key === null ? [{}] : [{}, encryptedPages(key)];
}

function encryptedPages(key: FileKey): PageImageOptions {
  const bytes = Buffer.from(key, 'hex');
  const usable = pageBytes - sealBytes;
  return {
    reservedBytes: sealBytes,
    decode(page, pageNumber) {
      if (pageNumber === 1) return null;
      const cipher = createDecipheriv('aes-256-cbc', bytes, page.subarray(usable, usable + 16));
      const plain = cipher.setAutoPadding(false).update(page.subarray(0, usable));
      return Buffer.concat([plain, Buffer.alloc(sealBytes)]);
    },
  };
}
