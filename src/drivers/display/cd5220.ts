import { encode } from 'iconv-lite';

/**
 * Customer displays of type CD5220 (2 lines of 20 characters; the command set that Posiflex, Partner, Datecs and
 * most others can be switched to): `ESC @` clears, `ESC Q A … CR` writes the upper line, `ESC Q B … CR` the lower.
 */
export const displayColumns = 20;
export const displayRows = 2;

/** What a display cannot show is shown by what is nearest; a control character would be a command. */
const nearest: ReadonlyMap<string, string> = new Map([
  ['₽', 'р'],
  ['—', '-'],
  ['–', '-'],
  ['−', '-'],
  ['«', '"'],
  ['»', '"'],
  ['…', '.'],
  ['\u00a0', ' '],
  ['\u202f', ' '],
]);

/** Starts a display: cleared, and on the code page of its Cyrillic where it has to be told (`ESC t n`). */
export function displayStart(codePage: number | null): Uint8Array {
  const clear = [0x1b, 0x40];
  return Uint8Array.from(codePage === null ? clear : [...clear, 0x1b, 0x74, codePage]);
}

/** Both lines in cp866, each exactly as wide as the display, so that nothing of the last text stays. */
export function displayLines(lines: readonly string[]): Uint8Array {
  const parts = Array.from({ length: displayRows }, (_unused, row) => [
    0x1b,
    0x51,
    0x41 + row,
    ...encode(fitted(lines[row] ?? ''), 'cp866'),
    0x0d,
  ]);
  return Uint8Array.from(parts.flat());
}

function fitted(line: string): string {
  const shown = [...line.normalize('NFC')]
    .map((character) => nearest.get(character) ?? (character < ' ' ? ' ' : character))
    .join('');
  return shown.slice(0, displayColumns).padEnd(displayColumns);
}

/** A name at the left and a figure at the right edge; the name gives way. */
export function displayPair(left: string, right: string): string {
  const room = displayColumns - right.length - 1;
  return room < 1 ? right.slice(0, displayColumns) : `${left.slice(0, room).padEnd(room)} ${right}`;
}
