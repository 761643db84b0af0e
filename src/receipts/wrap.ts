/** Joins two words that must stay on one line, such as the groups of a number; printed as an ordinary space. */
export const noBreakSpace = '\u00a0';

/**
 * Breaks a text into lines of at most `columns` characters between words. A word is never broken unless it alone
 * is wider than the paper, and then with a hyphen. Line breaks of the text are kept; runs of spaces become one.
 */
export function wrapWords(text: string, columns: number): string[] {
  // Most lines fit as they are, and a slip must not keep a till waiting.
  if (text.length <= columns && !/\n| {2}|^ | $/.test(text)) return [text];
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (word === '') continue;
      const joined = line === '' ? word : `${line} ${word}`;
      if (joined.length <= columns) {
        line = joined;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = piecesOf(word, columns);
      line = pieces.pop() ?? '';
      lines.push(...pieces);
    }
    lines.push(line);
  }
  return lines;
}

/** A word wider than the paper, in pieces that fit; a number glued by no-break spaces comes apart at those first. */
function piecesOf(word: string, columns: number): string[] {
  if (word.length <= columns) return [word];
  if (word.includes(noBreakSpace)) return wrapWords(word.replaceAll(noBreakSpace, ' '), columns);
  return onlyLetters.test(word) ? hyphenated(word, columns) : piecesThatFit(word, columns);
}

/** A word as people write it, signs around it and hyphens in it included; not an address, a number or a code. */
const onlyLetters = /^[^\p{L}\p{N}]*\p{L}+(?:-\p{L}+)*[^\p{L}\p{N}]*$/u;

/** A word in pieces: at a hyphen of its own, else with one where it is broken, cut anywhere only where none fits. */
function hyphenated(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (rest.length > columns) {
    const place = endOfPiece(rest, 0, columns);
    const end = readOnAfter.test(rest.charAt(place - 1)) ? null : hyphenPlace(rest, columns - 1);
    pieces.push(end === null ? rest.slice(0, place) : `${rest.slice(0, end)}-`);
    rest = rest.slice(end ?? place);
  }
  return [...pieces, rest];
}

/**
 * The last place, `most` at most, with two letters or more on each side; null where there is none. These Russian letters
 * never stand behind a hyphen: they are read with the one before.
 */
function hyphenPlace(text: string, most: number): number | null {
  for (let end = most; end >= 2; end--) {
    if (/\p{L}{2}$/u.test(text.slice(0, end)) && /^(?![ъыьй])\p{L}{2}/iu.test(text.slice(end))) return end;
  }
  return null;
}

/** After these an address can be read on in the next line: nobody takes what follows for another word. */
const readOnAfter = /[/?&=#_.-]/;

/**
 * A text without spaces, such as an address, in pieces of at most `columns` characters that together are the text: each
 * as long as it can be and still end where it can be read on, cut anywhere only where there is no such place. No
 * character stands alone on a line.
 */
export function piecesThatFit(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (text.length - start > columns) {
    const end = endOfPiece(text, start, start + columns);
    pieces.push(text.slice(start, end));
    start = end;
  }
  pieces.push(text.slice(start));
  return pieces;
}

function endOfPiece(text: string, start: number, last: number): number {
  const latest = text.length - last === 1 && last > start + 2 ? last - 1 : last;
  for (let end = latest; end > start + 1; end--) {
    // A path goes on with its slash as well as it ends with one; the two of `https://` stay together.
    const isPlace = readOnAfter.test(text.charAt(end - 1)) || text.charAt(end) === '/';
    if (isPlace && !(text.charAt(end) === '/' && text.charAt(end - 1).match(/[:/]/))) return end;
  }
  return latest;
}
