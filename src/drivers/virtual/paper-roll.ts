import type { PaperAlign, PaperItem, PaperPicture, PaperRun } from './paper.ts';
import { type QrCode, qrModules } from './qr-modules.ts';

/** Characters of the normal font, and dots, across the paper. */
export interface PaperWidth {
  readonly columns: number;
  readonly widthDots: number;
}

type Look = Omit<PaperRun, 'text'>;

const plainLook: Look = { bold: false, underline: false, width: 1, height: 1 };
const aligns: readonly PaperAlign[] = ['left', 'center', 'right'];

/** The paper under the head: the line being filled and what has gone by. */
export class PaperRoll {
  readonly #columns: number;
  readonly #widthDots: number;
  #items: Array<PaperItem | PaperPicture> = [];
  #runs: Array<Look & { text: string }> = [];
  #usedCells = 0;
  #look = plainLook;
  #align: PaperAlign = 'left';

  constructor({ columns, widthDots }: PaperWidth) {
    this.#columns = columns;
    this.#widthDots = widthDots;
  }

  reset(): void {
    this.#endBegunLine();
    this.#look = plainLook;
    this.#align = 'left';
  }

  look(change: Partial<Look>): void {
    this.#look = { ...this.#look, ...change };
  }

  /** 0 left, 1 centre, 2 right; false for another number. */
  align(code: number): boolean {
    const wanted = aligns[code];
    if (wanted !== undefined) this.#align = wanted;
    return wanted !== undefined;
  }

  /** One character, `cells` normal characters wide before magnification. A full line ends by itself. */
  print(character: string, cells: number): void {
    const width = cells * this.#look.width;
    if (this.#usedCells + width > this.#columns) this.endLine();
    const last = this.#runs.at(-1);
    if (last !== undefined && sameLook(last, this.#look)) last.text += character;
    else this.#runs.push({ text: character, ...this.#look });
    this.#usedCells += width;
  }

  endLine(): void {
    this.#items.push({ kind: 'line', align: this.#align, runs: this.#runs });
    this.#runs = [];
    this.#usedCells = 0;
  }

  feed(lines: number): void {
    const fed = this.#runs.length > 0 ? lines - 1 : lines;
    this.#endBegunLine();
    if (fed > 0) this.#items.push({ kind: 'feed', lines: fed });
  }

  cut(): void {
    this.#add({ kind: 'cut' });
  }

  /** The three below: false where it is wider than the paper, and nothing is printed. */
  qr(code: QrCode): boolean {
    const modules = qrModules(code);
    const fits = modules !== null && modules * code.moduleDots <= this.#widthDots;
    if (fits) this.#add({ kind: 'qr', align: this.#align, text: code.text, moduleDots: code.moduleDots });
    return fits;
  }

  /** A Code 128 of so many symbols beside start, check and stop, eleven modules each but the stop with thirteen. */
  barcode(text: string, symbols: number, moduleDots: number): boolean {
    const fits = (11 * (symbols + 2) + 13) * moduleDots <= this.#widthDots;
    if (fits) this.#add({ kind: 'barcode', align: this.#align, text });
    return fits;
  }

  /** Rows of equal length below what is there. */
  picture(rows: readonly Uint8Array[]): boolean {
    const widthBytes = rows[0]?.length ?? 0;
    if (widthBytes > Math.ceil(this.#widthDots / 8)) return false;
    const last = this.#items.at(-1);
    // A picture sent in portions is one picture on the paper.
    if (this.#runs.length === 0 && last?.kind === 'picture' && last.rows[0]?.length === widthBytes) {
      this.#items[this.#items.length - 1] = { ...last, rows: [...last.rows, ...rows] };
    } else this.#add({ kind: 'picture', align: this.#align, rows });
    return true;
  }

  items(): ReadonlyArray<PaperItem | PaperPicture> {
    if (this.#runs.length === 0) return this.#items;
    return [...this.#items, { kind: 'line', align: this.#align, runs: this.#runs }];
  }

  take(): ReadonlyArray<PaperItem | PaperPicture> {
    this.#endBegunLine();
    const taken = this.#items;
    this.#items = [];
    return taken;
  }

  #endBegunLine(): void {
    if (this.#runs.length > 0) this.endLine();
  }

  #add(item: PaperItem | PaperPicture): void {
    this.#endBegunLine();
    this.#items.push(item);
  }
}

const sameLook = (one: Look, other: Look): boolean =>
  one.bold === other.bold &&
  one.underline === other.underline &&
  one.width === other.width &&
  one.height === other.height;
