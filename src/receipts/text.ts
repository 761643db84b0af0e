import { type LaidItem, layoutSlip } from './layout.ts';
import type { SlipModel } from './model.ts';
import { piecesThatFit } from './wrap.ts';

/**
 * The slip as lines of at most `columns` characters, for a register that prints them itself and for a preview.
 * Codes cannot be lines: the data of a QR or bar code stands in its place.
 */
export const slipText = (model: SlipModel, columns: number): string[] =>
  laidText(layoutSlip(model, columns), columns);

/** The same of a slip laid out already for so many columns. */
export function laidText(items: readonly LaidItem[], columns: number): string[] {
  const lines = items.flatMap((item) => textOf(item, columns));
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function textOf(item: LaidItem, columns: number): string[] {
  switch (item.kind) {
    case 'line': {
      const room = columns - item.text.length;
      const indent = item.align === 'left' ? 0 : item.align === 'right' ? room : Math.floor(room / 2);
      return [(' '.repeat(Math.max(0, indent)) + item.text).trimEnd()];
    }
    case 'qr':
    case 'barcode':
      return piecesThatFit(item.data, columns);
    case 'feed':
      return Array.from({ length: item.lines }, () => '');
    case 'logo':
    case 'cut':
      return [];
  }
}
