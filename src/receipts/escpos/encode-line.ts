import { decode } from 'iconv-lite';

export type LineEncoding = 'cp866' | 'cp1251' | 'ascii';

const lineFeed = 0x0a;
const unknownCharacter = 0x3f;
const tables = new Map<LineEncoding, Uint8Array>();

/** Bytes by UTF-16 code, made once for a code page; a slip has forty lines and a till has no time to spare. */
function tableOf(encoding: LineEncoding): Uint8Array {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Uint8Array(0x10000).fill(unknownCharacter);
  for (let byte = 0; byte < 0x80; byte++) table[byte] = byte;
  if (encoding !== 'ascii') {
    const upper = decode(Buffer.from(Array.from({ length: 128 }, (_unused, index) => index + 128)), encoding);
    for (let index = 0; index < upper.length; index++) table[upper.charCodeAt(index)] = index + 128;
  }
  tables.set(encoding, table);
  return table;
}

/** A line in a printer's code page with its line feed; what the page lacks is `?`. */
export function encodeLine(text: string, encoding: LineEncoding): Buffer {
  const table = tableOf(encoding);
  const bytes = Buffer.allocUnsafe(text.length + 1);
  for (let index = 0; index < text.length; index++) {
    bytes[index] = table[text.charCodeAt(index)] ?? unknownCharacter;
  }
  bytes[text.length] = lineFeed;
  return bytes;
}
