import { concatBytes } from './bytes.ts';

const longestBarcode = 40;
/** Dots of the thinnest bar: `GS w` begins at two, and readers miss thinner ones. */
const barDots = 2;

/** Whether Code 128 is to draw it: printable ASCII of at most 40 characters. The rest is printed as text. */
export const isBarcodeText = (data: string): boolean =>
  data.length <= longestBarcode && /^[\x20-\x7e]+$/.test(data);

/** Dots across a Code 128 of so many symbols: 11 modules each, and start, check and stop (ISO/IEC 15417). */
export const code128Dots = (symbols: number, moduleDots: number): number =>
  (11 * (symbols + 2) + 13) * moduleDots;

interface Spelling {
  /** As the data of `GS k` 73 has it. */
  readonly content: Uint8Array;
  readonly symbols: number;
}

/** One symbol a character. An opening brace announces a code set there and is doubled to stand for itself. */
const inLetters = (data: string): Spelling => ({
  content: new TextEncoder().encode(`{B${data.replaceAll('{', '{{')}`),
  symbols: data.length,
});

/** One symbol for two of the digits at the end, and one more that says so where something stands before them. */
function inPairs(data: string): Spelling {
  const digits = /(?:\d\d)*$/.exec(data)?.[0] ?? '';
  const head = data.slice(0, data.length - digits.length);
  const pairs = Uint8Array.from(digits.match(/\d\d/g) ?? [], Number);
  const content = [new TextEncoder().encode('{C'), pairs];
  if (head === '') return { content: concatBytes(content), symbols: pairs.length };
  return {
    content: concatBytes([inLetters(head).content, ...content]),
    symbols: head.length + 1 + pairs.length,
  };
}

/**
 * Code 128 by `GS k` 73, the text below it: in code set B, which every printer with `GS k` has, else with the digits in
 * pairs (set C). Null where neither fits so many dots, or the data is no bar code's: the caller prints it as text.
 * (The `escpos` package prints "undefined" with some options.)
 */
export function barcodeBytes(data: string, widthDots: number): Uint8Array | null {
  if (!isBarcodeText(data)) return null;
  for (const spell of [inLetters, inPairs]) {
    const { content, symbols } = spell(data);
    if (code128Dots(symbols, barDots) > widthDots) continue;
    const look = [0x1d, 0x48, 2, 0x1d, 0x68, 72, 0x1d, 0x77, barDots];
    return concatBytes([Uint8Array.from([...look, 0x1d, 0x6b, 73, content.length]), content]);
  }
  return null;
}
