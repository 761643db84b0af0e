/** Lays a slip out for a paper width: blocks become lines of at most so many characters, nothing is cut off. */
import {
  type SlipAlign,
  type SlipBlock,
  type SlipColumns,
  type SlipModel,
  type SlipSize,
  type SlipText,
  textBlock,
} from './model.ts';
import type { SlipPicture } from './picture.ts';
import { type PrintableCharacters, printable } from './printable.ts';
import { noBreakSpace, wrapWords } from './wrap.ts';

export interface LaidLine {
  readonly kind: 'line';
  /** At most `columns` characters, half as many when the size is `large`; without the padding of its align. */
  readonly text: string;
  readonly align: SlipAlign;
  readonly bold: boolean;
  readonly size: SlipSize;
}

/** A QR code or a bar code, as wide as the printer's dots make it. */
export type LaidCode =
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'barcode'; readonly data: string };

export type LaidItem =
  | LaidLine
  | LaidCode
  | { readonly kind: 'logo'; readonly picture: SlipPicture }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' };

const quietLine: LaidItem = { kind: 'feed', lines: 1 };

/** Fewer spaces between a name that ends in digits and its figure would read as one number. */
const figureGap = 2;
/** A figure leaves at least this much of the line to its name, else it goes to a line of its own. */
const narrowestName = 8;

/** Lines and codes in the order of the paper. `columns` counts characters of the normal size. */
export function layoutSlip(
  model: SlipModel,
  columns: number,
  characters: PrintableCharacters = 'cyrillic',
): LaidItem[] {
  return model.flatMap((block) => layoutBlock(block, columns, characters));
}

function layoutBlock(block: SlipBlock, columns: number, characters: PrintableCharacters): LaidItem[] {
  switch (block.kind) {
    case 'text':
      return layoutText(block, columns, characters);
    case 'columns':
      return layoutColumns(block, columns, characters);
    case 'rule':
      return [plainLine((block.weight === 'heavy' ? '=' : '-').repeat(columns))];
    case 'qr': {
      // A reader needs white around the code, and a printer that draws it leaves none.
      const code: LaidItem[] = [quietLine, { kind: 'qr', data: block.data }, quietLine];
      if (block.caption === null) return code;
      return [...layoutText(textBlock(block.caption, { align: 'center' }), columns, characters), ...code];
    }
    case 'barcode':
    case 'logo':
    case 'feed':
    case 'cut':
      return [block];
  }
}

function layoutText(block: SlipText, columns: number, characters: PrintableCharacters): LaidLine[] {
  const width = block.size === 'large' ? Math.floor(columns / 2) : columns;
  const { align, bold, size } = block;
  return wrapWords(printable(block.text, characters), width).map((text) => ({
    kind: 'line',
    text: finished(text),
    align,
    bold,
    size,
  }));
}

function layoutColumns(block: SlipColumns, columns: number, characters: PrintableCharacters): LaidLine[] {
  const left = printable(block.left, characters);
  const right = printable(block.right, characters);
  const { bold, size } = block;
  const line = (text: string, align: SlipAlign = 'left'): LaidLine => ({
    kind: 'line',
    text: finished(text),
    align,
    bold,
    size,
  });
  const nameWidth = columns - right.length - figureGap;
  if (nameWidth < narrowestName) {
    const figure = wrapWords(right, columns).map((text) => line(text, 'right'));
    return [...wrapWords(left, columns).map((text) => line(text)), ...figure];
  }
  const names = wrapWords(left, nameWidth);
  const last = names.pop() ?? '';
  return [...names.map((text) => line(text)), line(joinColumns(last, right, columns, block.leader))];
}

function joinColumns(left: string, right: string, columns: number, leader: 'space' | 'dots'): string {
  const room = columns - left.length - right.length;
  // Two dots between words say nothing; a leader is for an eye that has to travel.
  const fill = leader === 'dots' && room >= 5 ? ` ${'.'.repeat(room - 2)} ` : ' '.repeat(room);
  return left + fill + right;
}

const plainLine = (text: string): LaidLine => ({
  kind: 'line',
  text,
  align: 'left',
  bold: false,
  size: 'normal',
});
const finished = (text: string): string =>
  text.includes(noBreakSpace) ? text.replaceAll(noBreakSpace, ' ') : text;
