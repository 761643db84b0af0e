import type { Paper } from '../../contracts/paper.ts';

/** Columns of the widest slip in use: 80 mm paper in the normal font. */
const MOST_COLUMNS = 48;
const FEWEST_COLUMNS = 32;

/** The text lines of a slip as paper, for a till whose own register prints them. */
export function paperOfLines(lines: readonly string[]): Paper {
  const widest = Math.max(FEWEST_COLUMNS, ...lines.map((line) => line.length));
  return {
    columns: Math.min(widest, MOST_COLUMNS),
    items: [
      ...lines.map((text) => ({
        kind: 'line' as const,
        align: 'left' as const,
        runs: text === '' ? [] : [{ text, bold: false, underline: false, width: 1, height: 1 }],
      })),
      { kind: 'cut' as const },
    ],
  };
}
