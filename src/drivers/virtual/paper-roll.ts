import type { PaperAlign, PaperItem, PaperPicture, PaperRun } from './paper.ts';

type Look = Omit<PaperRun, 'text'>;

const plainLook: Look = { bold: false, underline: false, width: 1, height: 1 };
const aligns: readonly PaperAlign[] = ['left', 'center', 'right'];

/** The paper under the head: the line being filled and what has gone by. */
export class PaperRoll {
  readonly #columns: number;
  #items: Array<PaperItem | PaperPicture> = [];
  #runs: Array<Look & { text: string }> = [];
  #usedCells = 0;
  #look = plainLook;
  #align: PaperAlign = 'left';

  constructor(columns: number) {
    this.#columns = columns;
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

  qr(text: string, moduleDots: number): void {
    this.#add({ kind: 'qr', align: this.#align, text, moduleDots });
  }

  /** Parameters of `GS k`; false for a symbology this printer lacks. */
  barcode(parameters: Uint8Array): boolean {
    const [symbology, length = 0] = parameters;
    if (symbology !== 73) return false;
    const data = Buffer.from(parameters.subarray(2, 2 + length)).toString('latin1');
    if (!/^\{[ABC]/.test(data)) return false;
    this.barcodeText(data.slice(2).replaceAll('{{', '{'));
    return true;
  }

  barcodeText(text: string): void {
    this.#add({ kind: 'barcode', align: this.#align, text });
  }

  /** Parameters of `GS v 0`. */
  picture(parameters: Uint8Array): void {
    const widthBytes = (parameters[1] ?? 0) + (parameters[2] ?? 0) * 256;
    // Without width nothing is left on the paper.
    if (widthBytes === 0) return;
    const rows: Uint8Array[] = [];
    for (let start = 5; start < parameters.length; start += widthBytes) {
      rows.push(parameters.slice(start, start + widthBytes));
    }
    this.pictureRows(rows);
  }

  /** Rows of equal length below what is there. */
  pictureRows(rows: readonly Uint8Array[]): void {
    const widthBytes = rows[0]?.length ?? 0;
    const last = this.#items.at(-1);
    // A picture sent in portions is one picture on the paper.
    if (this.#runs.length === 0 && last?.kind === 'picture' && last.rows[0]?.length === widthBytes) {
      this.#items[this.#items.length - 1] = { ...last, rows: [...last.rows, ...rows] };
    } else this.#add({ kind: 'picture', align: this.#align, rows });
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
