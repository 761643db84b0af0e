import type { Sentence } from '../../contracts/sentence.ts';

/**
 * What one family of printers understands. Facts of the makers' manuals and of the escpos-printer-db collection
 * (github.com/receipt-print-hq/escpos-printer-db, CC BY 4.0), reduced to what a slip needs.
 */
export interface PrinterProfile {
  readonly id: string;
  /** What it is spoken to in: ESC/POS, or Star's own StarPRNT. */
  readonly language: 'esc-pos' | 'star-prnt';
  /** For the person who chooses: maker and models. */
  readonly name: Sentence;
  /** Characters of the normal font on a line. A setting of the till may narrow it. */
  readonly columns: number;
  /** Printable dots across the paper. */
  readonly widthDots: number;
  /** The number of the page command (`ESC t`; `ESC GS t` of Star) and what it selects; null when the printer has no Cyrillic at all. */
  readonly codePage: { readonly number: number; readonly encoding: 'cp866' | 'cp1251' } | null;
  readonly qr: 'native' | 'raster' | 'none';
  readonly cut: 'full' | 'partial' | 'none';
  /** Lines to feed so that the last printed line passes the cutter or the tear bar. */
  readonly feedBeforeCutLines: number;
  /** Whether `GS a` automatic status is understood; clones print the letter instead. */
  readonly automaticStatus: boolean;
  /** Whether `GS k` prints Code 128. */
  readonly barcode: boolean;
}

/** Makers and models are called the same everywhere. */
export const sameName = (name: string): Sentence => ({ ru: name, en: name });

/** A printer of needles or letters alone draws no QR code and no other picture. */
export const drawsPictures = ({ qr }: PrinterProfile): boolean => qr !== 'none';
