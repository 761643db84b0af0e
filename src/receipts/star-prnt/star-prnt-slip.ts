/** Turns a slip into the bytes of one StarPRNT job, through `@point-of-sale/receipt-printer-encoder`. */
import { createRequire } from 'node:module';
import { code128Dots, isBarcodeText } from '../escpos/barcode.ts';
import { codeAsText } from '../escpos/code-as-text.ts';
import type { PrinterProfile } from '../escpos/profile.ts';
import { qrModuleDots } from '../escpos/qr-code.ts';
import type { LaidItem, LaidLine } from '../layout.ts';
import type { SlipPicture } from '../picture.ts';

/** The calls of the package that are used; what it does beyond bytes (wrapping, choosing code pages) is left alone. */
interface Encoder {
  initialize(): Encoder;
  codepage(name: string): Encoder;
  align(align: 'left' | 'center'): Encoder;
  bold(on: boolean): Encoder;
  size(width: number, height: number): Encoder;
  line(text: string): Encoder;
  newline(lines: number): Encoder;
  qrcode(data: string, options: { model: 2; size: number; errorlevel: 'm' }): Encoder;
  barcode(
    data: string,
    symbology: 'code128',
    options: { height: number; width: number; text: 'below' },
  ): Encoder;
  image(
    picture: { data: Uint8ClampedArray; width: number; height: number },
    options: { width: number; height: number; algorithm: 'threshold' },
  ): Encoder;
  cut(how: 'full' | 'partial'): Encoder;
  encode(): Uint8Array;
}

interface EncoderOptions {
  readonly language: 'star-prnt';
  readonly columns: number;
  readonly errors: 'strict';
}

type EncoderConstructor = new (options: EncoderOptions) => Encoder;

let loaded: EncoderConstructor | null = null;

/** Loaded by the first slip: most tills have no such printer. */
function encoderClass(): EncoderConstructor {
  loaded ??= createRequire(import.meta.url)('@point-of-sale/receipt-printer-encoder') as EncoderConstructor;
  return loaded;
}

/** The widest paper the package knows; lines come laid out and are never longer than the printer's own. */
const widestColumns = 48;

/** The whole job. It starts from any state of the printer and ends so that a printer in page mode prints it. */
export function starPrntSlip(items: readonly LaidItem[], profile: PrinterProfile): Uint8Array {
  const Encoder = encoderClass();
  const encoder = new Encoder({ language: 'star-prnt', columns: widestColumns, errors: 'strict' });
  encoder.initialize();
  if (profile.codePage !== null) encoder.codepage(profile.codePage.encoding);
  for (const item of items) addItem(encoder, item, profile);
  return encoder.encode();
}

function addItem(encoder: Encoder, item: LaidItem, profile: PrinterProfile): void {
  switch (item.kind) {
    case 'line':
      addLine(encoder, item, profile.columns);
      return;
    case 'qr':
      addQr(encoder, item.data, profile);
      return;
    case 'barcode':
      addBarcode(encoder, item.data, profile);
      return;
    case 'logo':
      addLogo(encoder, item.picture);
      return;
    case 'feed':
      encoder.newline(item.lines);
      return;
    case 'cut':
      encoder.newline(profile.feedBeforeCutLines);
      if (profile.cut !== 'none') encoder.cut(profile.cut);
      return;
  }
}

/** Aligned by spaces: the package aligns by its own widths of paper, of which there are five. */
function addLine(encoder: Encoder, { text, align, bold, size }: LaidLine, columns: number): void {
  const [width, height] = size === 'large' ? [2, 2] : [1, size === 'tall' ? 2 : 1];
  const room = Math.max(0, Math.floor(columns / width) - text.length);
  const left = align === 'left' ? 0 : align === 'right' ? room : Math.floor(room / 2);
  encoder.bold(bold).size(width, height);
  encoder.line(' '.repeat(left) + text);
  encoder.bold(false).size(1, 1);
}

function addQr(encoder: Encoder, data: string, profile: PrinterProfile): void {
  // The package writes a code's text in ISO 8859-1, where each byte of UTF-8 is a character of its own.
  const content = Buffer.from(data, 'utf8');
  const size = profile.qr === 'native' ? qrModuleDots(content.length, profile.widthDots) : null;
  if (size === null) addAsText(encoder, data, profile);
  else encoder.align('center').qrcode(content.toString('latin1'), { model: 2, size, errorlevel: 'm' });
  encoder.align('left');
}

/**
 * Star printers choose the code set by themselves, so that a code is as wide as its letters or narrower. The package takes
 * a brace at the start for a code set of Epson's, and printers of Star take a per cent sign for the start of a function.
 */
function addBarcode(encoder: Encoder, data: string, profile: PrinterProfile): void {
  const isPlain = isBarcodeText(data) && !data.startsWith('{') && !data.includes('%');
  const width = isPlain ? barcodeWidth(data, profile) : undefined;
  if (width === undefined) addAsText(encoder, data, profile);
  else encoder.align('center').barcode(data, 'code128', { height: 72, width, text: 'below' });
  encoder.align('left');
}

/** The wider of Star's two smaller widths that fits the paper: 1 has modules of 2 dots, 2 of 3. */
const barcodeWidth = (data: string, { barcode, widthDots }: PrinterProfile): number | undefined =>
  barcode ? [2, 1].find((width) => code128Dots(data.length, width + 1) <= widthDots) : undefined;

function addAsText(encoder: Encoder, data: string, profile: PrinterProfile): void {
  for (const line of codeAsText(data, profile)) encoder.line(line);
}

/** The package takes colours and makes strips of 24 dots of them. */
function addLogo(encoder: Encoder, { widthDots: width, rows }: SlipPicture): void {
  const height = rows.length;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if ((((row[x >> 3] ?? 0) >> (7 - (x & 7))) & 1) === 1) data.fill(0, at, at + 3);
    }
  }
  encoder.align('center').image({ data, width, height }, { width, height, algorithm: 'threshold' });
  encoder.align('left');
}
