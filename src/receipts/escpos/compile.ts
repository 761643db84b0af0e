/** Turns a slip into the bytes of one job: ESC/POS through the safe part of the `escpos` package, StarPRNT through another. */
import { type LaidCode, type LaidItem, type LaidLine, layoutSlip } from '../layout.ts';
import type { SlipAlign, SlipModel, SlipSize } from '../model.ts';
import { starPrntSlip } from '../star-prnt/star-prnt-slip.ts';
import { barcodeBytes } from './barcode.ts';
import { charactersOf, codeAsText } from './code-as-text.ts';
import { encodeLine } from './encode-line.ts';
import { collectEscpos, type EscposPrinter } from './escpos-printer.ts';
import { drawsPictures, type PrinterProfile } from './profile.ts';
import { qrBytes } from './qr-code.ts';
import { rasterBytes } from './raster.ts';

const alignCodes = { left: 'lt', center: 'ct', right: 'rt' } as const;
const automaticStatus = Buffer.of(0x1d, 0x61, 0x0f);
const cancelChinese = Buffer.of(0x1c, 0x2e);
const boldOn = Buffer.of(0x1b, 0x45, 1);
const boldOff = Buffer.of(0x1b, 0x45, 0);

interface Look {
  align: SlipAlign;
  bold: boolean;
  size: SlipSize;
}

/**
 * The whole job but its process id, which the printing side adds: it knows the job. Starts from any state of the
 * printer: `ESC @` clears it and switches automatic status off, printers of Chinese make start in two-byte mode.
 */
export const compileSlip = (model: SlipModel, profile: PrinterProfile): Uint8Array =>
  compileLaid(layoutSlip(model, profile.columns, charactersOf(profile)), profile);

/** The same of a slip laid out already for this paper and these characters. */
export const compileLaid = (items: readonly LaidItem[], profile: PrinterProfile): Uint8Array =>
  engines[profile.language](items, profile);

function escposSlip(items: readonly LaidItem[], profile: PrinterProfile): Uint8Array {
  const { codePage } = profile;
  return collectEscpos(codePage?.encoding ?? 'ascii', (printer) => {
    printer.hardware('init');
    if (profile.automaticStatus) printer.print(automaticStatus);
    printer.print(cancelChinese);
    if (codePage !== null) printer.print(Buffer.of(0x1b, 0x74, codePage.number));
    const look: Look = { align: 'left', bold: false, size: 'normal' };
    for (const item of items) printItem(printer, item, look, profile);
  });
}

function printItem(printer: EscposPrinter, item: LaidItem, look: Look, profile: PrinterProfile): void {
  switch (item.kind) {
    case 'line':
      applyLook(printer, item, look);
      printer.print(encodeLine(item.text, profile.codePage?.encoding ?? 'ascii'));
      return;
    case 'qr':
    case 'barcode': {
      applyLook(printer, centred, look);
      const bytes = codeBytes(item, profile);
      if (bytes !== null) printer.print(Buffer.from(bytes));
      else for (const line of codeAsText(item.data, profile)) printer.text(line);
      return;
    }
    case 'logo':
      if (!drawsPictures(profile)) return;
      applyLook(printer, centred, look);
      printer.print(Buffer.from(rasterBytes(item.picture.rows)));
      return;
    case 'feed':
      printer.feed(item.lines);
      return;
    case 'cut':
      applyLook(printer, plain, look);
      if (profile.cut === 'none') printer.feed(profile.feedBeforeCutLines);
      else printer.cut(profile.cut === 'partial', profile.feedBeforeCutLines);
      return;
  }
}

/** Who makes the bytes of a printer's language. */
const engines = { 'esc-pos': escposSlip, 'star-prnt': starPrntSlip } as const;

const plain: Look = { align: 'left', bold: false, size: 'normal' };
const centred: Look = { align: 'center', bold: false, size: 'normal' };

function codeBytes({ kind, data }: LaidCode, profile: PrinterProfile): Uint8Array | null {
  if (kind === 'qr') return qrBytes(data, profile);
  return profile.barcode ? barcodeBytes(data, profile.widthDots) : null;
}

/** Sends what differs from the printer's state. `ESC !` sets the size and clears bold, so bold comes after it. */
function applyLook(printer: EscposPrinter, wanted: Look | LaidLine, look: Look): void {
  if (wanted.align !== look.align) printer.align(alignCodes[wanted.align]);
  const sizeChanges = wanted.size !== look.size;
  if (sizeChanges) printer.size(wanted.size === 'large' ? 2 : 1, wanted.size === 'normal' ? 1 : 2);
  const boldNow = sizeChanges ? false : look.bold;
  if (wanted.bold !== boldNow) printer.print(wanted.bold ? boldOn : boldOff);
  look.align = wanted.align;
  look.bold = wanted.bold;
  look.size = wanted.size;
}
