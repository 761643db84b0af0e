import { readFileSync, writeFileSync } from 'node:fs';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Recording } from './shop-day.ts';

/** A recording of a short day, for machines that cannot make one. `node test/power-cut/record.ts` makes it anew. */
export const keptRecording = new URL('./recorded-day.zst', import.meta.url);

// One line of JSON that ends with the lengths of the traces, then the traces.

export function writeRecording(file: URL, { folder, told, traces }: Recording): void {
  const head = JSON.stringify({ folder, told, lengths: traces.map(({ length }) => length) });
  writeFileSync(file, zstdCompressSync(Buffer.concat([Buffer.from(`${head}\n`), ...traces])));
}

export function readRecording(file: URL): Recording {
  const bytes = zstdDecompressSync(readFileSync(file));
  const end = bytes.indexOf('\n');
  type Head = Omit<Recording, 'traces'> & { readonly lengths: readonly number[] };
  const { folder, told, lengths }: Head = JSON.parse(bytes.subarray(0, end).toString('utf8'));
  let at = end + 1;
  const traces = lengths.map((length) => {
    at += length;
    return bytes.subarray(at - length, at);
  });
  return { folder, told, traces };
}
