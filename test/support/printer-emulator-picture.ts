import { createRequire } from 'node:module';
import type { QRCode } from 'jsqr';
import { PNG } from 'pngjs';
import { create } from 'qrcode';
import type { PaperAlign, PaperItem, PaperPicture, PrintedPaper } from '../../src/drivers/virtual/paper.ts';
import { glyphDot, glyphHeight, glyphWidth } from './font-slip.ts';

/** The package's types say that its default export is a module, and it is the function. */
const jsQR: (data: Uint8ClampedArray, width: number, height: number) => QRCode | null = createRequire(
  import.meta.url,
)('jsqr');

/** Dots around the printed area, as paper has a margin. */
const marginDots = 24;
/** `ESC 2`: a line is 30 dots high, 6 of them between characters. */
const lineGapDots = 6;

/** Black dots of a slip, row by row; true is black. */
class Sheet {
  readonly widthDots: number;
  readonly rows: boolean[][] = [];

  constructor(widthDots: number) {
    this.widthDots = widthDots;
  }

  feed(dots: number): number {
    const top = this.rows.length;
    for (let y = 0; y < dots; y++) this.rows.push(new Array<boolean>(this.widthDots).fill(false));
    return top;
  }

  ink(x: number, y: number): void {
    const row = this.rows[y];
    if (row !== undefined && x >= 0 && x < this.widthDots) row[x] = true;
  }

  left(align: PaperAlign, widthDots: number): number {
    const room = this.widthDots - widthDots;
    return align === 'left' ? 0 : align === 'right' ? room : Math.floor(room / 2);
  }
}

/** Draws the paper as a printer would leave it: grey-scale, black on white. */
export function paperPicture(paper: PrintedPaper): PNG {
  const sheet = new Sheet(paper.columns * glyphWidth);
  for (const item of paper.items) drawItem(sheet, item);
  const png = new PNG({
    width: sheet.widthDots + 2 * marginDots,
    height: sheet.rows.length + 2 * marginDots,
    colorType: 0,
  });
  png.data.fill(255);
  for (const [y, row] of sheet.rows.entries()) {
    for (const [x, black] of row.entries()) {
      if (black) png.data.fill(0, place(png, x, y), place(png, x, y) + 3);
    }
  }
  return png;
}

export const pngBytes = (png: PNG): Buffer => PNG.sync.write(png, { colorType: 0 });

/** Every QR code on the paper, read from the dots as a camera would. */
export function qrCodesOf(paper: PrintedPaper): string[] {
  return paper.items.flatMap((item) => {
    if (item.kind !== 'qr' && item.kind !== 'picture') return [];
    const png = paperPicture({ columns: paper.columns, items: [item] });
    const found = jsQR(new Uint8ClampedArray(png.data), png.width, png.height);
    if (found === null) throw new Error('a QR code on the paper cannot be read');
    return [found.data];
  });
}

const place = (png: PNG, x: number, y: number): number => ((y + marginDots) * png.width + x + marginDots) * 4;

function drawItem(sheet: Sheet, item: PaperItem | PaperPicture): void {
  switch (item.kind) {
    case 'line':
      drawLine(sheet, item);
      return;
    case 'qr':
      drawQr(sheet, item);
      return;
    case 'picture':
      drawPicture(sheet, item);
      return;
    case 'barcode':
      drawBarcode(sheet, item);
      return;
    case 'feed':
      sheet.feed(item.lines * (glyphHeight + lineGapDots));
      return;
    case 'cut': {
      const top = sheet.feed(13);
      for (let x = 0; x < sheet.widthDots; x++) if (x % 12 < 6) sheet.ink(x, top + 6);
    }
  }
}

function drawLine(sheet: Sheet, line: Extract<PaperItem, { kind: 'line' }>): void {
  const tallest = Math.max(1, ...line.runs.map((run) => run.height));
  const width = line.runs.reduce((dots, run) => dots + [...run.text].length * glyphWidth * run.width, 0);
  const top = sheet.feed(glyphHeight * tallest + lineGapDots);
  let x = sheet.left(line.align, width);
  for (const run of line.runs) {
    for (const character of run.text) {
      const baseline = top + (tallest - run.height) * glyphHeight;
      drawCharacter(sheet, character, run, x, baseline);
      x += glyphWidth * run.width;
    }
  }
}

function drawCharacter(
  sheet: Sheet,
  character: string,
  run: { bold: boolean; underline: boolean; width: number; height: number },
  left: number,
  top: number,
): void {
  for (let y = 0; y < glyphHeight * run.height; y++) {
    for (let x = 0; x < glyphWidth * run.width; x++) {
      const under = run.underline && y === glyphHeight * run.height - 1;
      if (!under && !glyphDot(character, Math.floor(x / run.width), Math.floor(y / run.height))) continue;
      sheet.ink(left + x, top + y);
      // Bold is struck twice, one dot apart.
      if (run.bold) sheet.ink(left + x + 1, top + y);
    }
  }
}

function drawQr(sheet: Sheet, item: Extract<PaperItem, { kind: 'qr' }>): void {
  const { modules } = create(item.text, { errorCorrectionLevel: 'M' });
  const size = modules.size * item.moduleDots;
  const left = sheet.left(item.align, size);
  const top = sheet.feed(size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const black = modules.get(Math.floor(y / item.moduleDots), Math.floor(x / item.moduleDots));
      if (black) sheet.ink(left + x, top + y);
    }
  }
}

function drawPicture(sheet: Sheet, item: PaperPicture): void {
  const widthDots = (item.rows[0]?.length ?? 0) * 8;
  const left = sheet.left(item.align, widthDots);
  const top = sheet.feed(item.rows.length);
  for (const [y, row] of item.rows.entries()) {
    for (let x = 0; x < widthDots; x++) {
      if ((((row[x >> 3] ?? 0) >> (7 - (x & 7))) & 1) === 1) sheet.ink(left + x, top + y);
    }
  }
}

/** A stand-in for bars, with the text a printer puts below them. */
function drawBarcode(sheet: Sheet, item: Extract<PaperItem, { kind: 'barcode' }>): void {
  const width = Math.min(sheet.widthDots, item.text.length * 22 + 70);
  const left = sheet.left(item.align, width);
  const top = sheet.feed(72 + lineGapDots);
  for (let x = 0; x < width; x++) {
    if ((x * 7) % 11 < 5) for (let y = 0; y < 72; y++) sheet.ink(left + x, top + y);
  }
  const run = { text: item.text, bold: false, underline: false, width: 1, height: 1 };
  drawLine(sheet, { kind: 'line', align: item.align, runs: [run] });
}
