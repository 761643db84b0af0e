import { concatBytes } from './bytes.ts';

const longestBarcode = 40;

/**
 * Code 128 by `GS k` 73 in code set B, the text below it. Null where the data is no printable ASCII of at most
 * 40 characters: the caller prints it as text. (The `escpos` package prints "undefined" with some options.)
 */
export function barcodeBytes(data: string): Uint8Array | null {
  if (data.length === 0 || data.length > longestBarcode || !/^[\x20-\x7e]*$/.test(data)) return null;
  // In the data of `GS k` an opening brace announces a code set and is doubled to stand for itself.
  const content = new TextEncoder().encode(`{B${data.replaceAll('{', '{{')}`);
  return concatBytes([
    Uint8Array.of(0x1d, 0x48, 2, 0x1d, 0x68, 72, 0x1d, 0x77, 2, 0x1d, 0x6b, 73, content.length),
    content,
  ]);
}
