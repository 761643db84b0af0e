import type { SlipPicture } from './picture.ts';

/**
 * What a slip says, without a word about paper width, code pages or printers: a list of blocks from top to bottom.
 * Plain data, so that it can be stored, shown in a window and printed by any engine.
 */
export type SlipAlign = 'left' | 'center' | 'right';

/** `tall` is double height, `large` double height and width. */
export type SlipSize = 'normal' | 'tall' | 'large';

export interface SlipText {
  readonly kind: 'text';
  readonly text: string;
  readonly align: SlipAlign;
  readonly bold: boolean;
  readonly size: SlipSize;
}

/** A name at the left edge and a figure at the right edge of the same line. */
export interface SlipColumns {
  readonly kind: 'columns';
  readonly left: string;
  readonly right: string;
  readonly leader: 'space' | 'dots';
  readonly bold: boolean;
  readonly size: 'normal' | 'tall';
}

export interface SlipRule {
  readonly kind: 'rule';
  readonly weight: 'light' | 'heavy';
}

export interface SlipQr {
  readonly kind: 'qr';
  readonly data: string;
  /** Printed above the code: says what scanning it gives. */
  readonly caption: string | null;
}

export interface SlipBarcode {
  readonly kind: 'barcode';
  /** Printable ASCII, at most 40 characters, printed as Code 128 with the text below. */
  readonly data: string;
}

/** The chain's logo, in the middle of the paper; nothing on a printer that draws no pictures. */
export interface SlipLogo {
  readonly kind: 'logo';
  readonly picture: SlipPicture;
}

export interface SlipFeed {
  readonly kind: 'feed';
  readonly lines: number;
}

export interface SlipCut {
  readonly kind: 'cut';
}

export type SlipBlock =
  | SlipText
  | SlipColumns
  | SlipRule
  | SlipQr
  | SlipBarcode
  | SlipLogo
  | SlipFeed
  | SlipCut;
export type SlipModel = readonly SlipBlock[];

/** A text block; left, normal and not bold unless said otherwise. */
export function textBlock(
  text: string,
  look: Partial<Pick<SlipText, 'align' | 'bold' | 'size'>> = {},
): SlipText {
  return { kind: 'text', text, align: 'left', bold: false, size: 'normal', ...look };
}

/** A line of name and figure; dots lead the eye from one to the other unless said otherwise. */
export function columnsBlock(
  left: string,
  right: string,
  look: Partial<Pick<SlipColumns, 'leader' | 'bold' | 'size'>> = {},
): SlipColumns {
  return { kind: 'columns', left, right, leader: 'dots', bold: false, size: 'normal', ...look };
}
