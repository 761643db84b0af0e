/**
 * Paper as a printer's head leaves it. The same shape as the paper of the window contract, which this layer does
 * not import, plus pictures drawn dot by dot.
 */
export type PaperAlign = 'left' | 'center' | 'right';

export interface PaperRun {
  readonly text: string;
  readonly bold: boolean;
  readonly underline: boolean;
  /** Magnification, 1 to 8. */
  readonly width: number;
  readonly height: number;
}

export type PaperItem =
  | { readonly kind: 'line'; readonly align: PaperAlign; readonly runs: readonly PaperRun[] }
  | { readonly kind: 'qr'; readonly align: PaperAlign; readonly text: string; readonly moduleDots: number }
  | { readonly kind: 'barcode'; readonly align: PaperAlign; readonly text: string }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' };

/** Dots of a raster picture: one bit a dot, the leftmost in the highest bit, rows from top to bottom. */
export interface PaperPicture {
  readonly kind: 'picture';
  readonly align: PaperAlign;
  readonly rows: readonly Uint8Array[];
}

export interface PrintedPaper {
  /** Characters of the normal font on a line. */
  readonly columns: number;
  readonly items: ReadonlyArray<PaperItem | PaperPicture>;
}

/** The paper without its pictures, for a viewer that shows characters and codes. */
export function paperForViewer(paper: PrintedPaper): { columns: number; items: PaperItem[] } {
  const items = paper.items.filter((item): item is PaperItem => item.kind !== 'picture');
  return { columns: paper.columns, items };
}

/** The characters of a paper, line by line without padding, for comparisons and logs of tests. */
export function paperText(paper: PrintedPaper): string[] {
  return paper.items.flatMap((item) =>
    item.kind === 'line' ? [item.runs.map((run) => run.text).join('')] : [],
  );
}
