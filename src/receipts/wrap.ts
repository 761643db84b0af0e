/** Joins two words that must stay on one line, such as the groups of a number; printed as an ordinary space. */
export const noBreakSpace = '\u00a0';

/**
 * Breaks a text into lines of at most `columns` characters between words. A word is never cut unless it alone
 * is wider than the paper. Line breaks of the text are kept; runs of spaces become one.
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
  const pieces: string[] = [];
  for (let start = 0; start < word.length; start += columns) pieces.push(word.slice(start, start + columns));
  return pieces;
}
