import { concatBytes } from './bytes.ts';

const rowsPerCommand = 96;

/** A picture by `GS v 0`, in portions because a clone's buffer holds a few kilobytes. Rows are of one length. */
export function rasterBytes(rows: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < rows.length; start += rowsPerCommand) {
    const portion = rows.slice(start, start + rowsPerCommand);
    const rowBytes = portion[0]?.length ?? 0;
    parts.push(Uint8Array.of(0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, portion.length, 0));
    parts.push(...portion);
  }
  return concatBytes(parts);
}
