import type { PaperAlign, PaperItem, PaperPicture, PaperRun } from './paper.ts';

type Look = Omit<PaperRun, 'text'>;

const plainLook: Look = { bold: false, underline: false, width: 1, height: 1 };
const aligns: readonly PaperAlign[] = ['left', 'center', 'right'];

/** The paper under the head: the line being filled and what has gone by. */
export interface PaperRoll {
  reset(): void;
  look(change: Partial<Look>): void;
  /** 0 left, 1 centre, 2 right; false for another number. */
  align(code: number): boolean;
  /** One character, `cells` normal characters wide before magnification. A full line ends by itself. */
  print(character: string, cells: number): void;
  endLine(): void;
  feed(lines: number): void;
  cut(): void;
  qr(text: string, moduleDots: number): void;
  /** Parameters of `GS k`; false for a symbology this printer lacks. */
  barcode(parameters: Uint8Array): boolean;
  /** Parameters of `GS v 0`. */
  picture(parameters: Uint8Array): void;
  items(): ReadonlyArray<PaperItem | PaperPicture>;
  take(): ReadonlyArray<PaperItem | PaperPicture>;
}

export function createPaperRoll(columns: number): PaperRoll {
  let items: Array<PaperItem | PaperPicture> = [];
  let runs: Array<Look & { text: string }> = [];
  let usedCells = 0;
  let look = plainLook;
  let align: PaperAlign = 'left';

  const endLine = (): void => {
    items.push({ kind: 'line', align, runs });
    runs = [];
    usedCells = 0;
  };
  const endBegunLine = (): void => {
    if (runs.length > 0) endLine();
  };
  const add = (item: PaperItem | PaperPicture): void => {
    endBegunLine();
    items.push(item);
  };

  return {
    reset() {
      endBegunLine();
      look = plainLook;
      align = 'left';
    },
    look(change) {
      look = { ...look, ...change };
    },
    align(code) {
      const wanted = aligns[code];
      if (wanted !== undefined) align = wanted;
      return wanted !== undefined;
    },
    print(character, cells) {
      const width = cells * look.width;
      if (usedCells + width > columns) endLine();
      const last = runs.at(-1);
      if (last !== undefined && sameLook(last, look)) last.text += character;
      else runs.push({ text: character, ...look });
      usedCells += width;
    },
    endLine,
    feed(lines) {
      const fed = runs.length > 0 ? lines - 1 : lines;
      endBegunLine();
      if (fed > 0) items.push({ kind: 'feed', lines: fed });
    },
    cut: () => add({ kind: 'cut' }),
    qr: (text, moduleDots) => add({ kind: 'qr', align, text, moduleDots }),
    barcode(parameters) {
      const [symbology, length = 0] = parameters;
      if (symbology !== 73) return false;
      const data = Buffer.from(parameters.subarray(2, 2 + length)).toString('latin1');
      if (!/^\{[ABC]/.test(data)) return false;
      add({ kind: 'barcode', align, text: data.slice(2).replaceAll('{{', '{') });
      return true;
    },
    picture(parameters) {
      const widthBytes = (parameters[1] ?? 0) + (parameters[2] ?? 0) * 256;
      const rows: Uint8Array[] = [];
      for (let start = 5; start < parameters.length; start += widthBytes) {
        rows.push(parameters.slice(start, start + widthBytes));
      }
      const last = items.at(-1);
      // A picture sent in portions is one picture on the paper.
      if (runs.length === 0 && last?.kind === 'picture' && last.rows[0]?.length === widthBytes) {
        items[items.length - 1] = { ...last, rows: [...last.rows, ...rows] };
      } else add({ kind: 'picture', align, rows });
    },
    items: () => (runs.length === 0 ? items : [...items, { kind: 'line', align, runs }]),
    take() {
      endBegunLine();
      const taken = items;
      items = [];
      return taken;
    },
  };
}

const sameLook = (one: Look, other: Look): boolean =>
  one.bold === other.bold &&
  one.underline === other.underline &&
  one.width === other.width &&
  one.height === other.height;
