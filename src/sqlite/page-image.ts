import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { pageBytes, readWalFrames } from './wal-frames.ts';

/** Turns a page as it lies on the disk into its plain bytes; null when it is not what was written. */
export type PageDecoder = (page: Buffer, pageNumber: number) => Buffer | null;

/** The pages of a database file as its last commit left them, read without SQLite. */
export type PageImage = {
  readonly pageCount: number;
  /** Bytes at the end of every page that hold no data. */
  readonly reservedBytes: number;
  /** Null past the end, or where the decoder refuses. The buffer is valid until the next call. */
  read(pageNumber: number): Buffer | null;
  close(): void;
};

export type PageImageOptions = { readonly reservedBytes?: number; readonly decode?: PageDecoder };

/** Opens the file together with its write-ahead log. Changes nothing; a missing file has no pages. */
export function openPageImage(path: string, options: PageImageOptions = {}): PageImage {
  const { reservedBytes = 0, decode = (page) => page } = options;
  const wal = readWalFrames(`${path}-wal`);
  const main = existsSync(path) ? openSync(path, 'r') : null;
  const log = wal.pageOffsets.size > 0 ? openSync(`${path}-wal`, 'r') : null;
  const mainPages = main === null ? 0 : Math.ceil(fstatSync(main).size / pageBytes);
  const buffer = Buffer.alloc(pageBytes);
  return {
    // A log that was read only in part may know of fewer pages than there are.
    pageCount: Math.max(wal.pageCount ?? 0, mainPages),
    reservedBytes,
    read(pageNumber) {
      const inLog = wal.pageOffsets.get(pageNumber);
      const [file, offset] = inLog === undefined ? [main, (pageNumber - 1) * pageBytes] : [log, inLog];
      if (file === null || pageNumber < 1) return null;
      buffer.fill(0);
      if (readSync(file, buffer, 0, pageBytes, offset) === 0) return null;
      return decode(buffer, pageNumber);
    },
    close() {
      for (const file of [main, log]) if (file !== null) closeSync(file);
    },
  };
}
