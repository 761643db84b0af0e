/**
 * Reads the bytes of a whole StarPRNT job as a printer does and gives the paper it would print. Only what slips use is
 * known (Star StarPRNT command specifications); the rest is told and prints nothing.
 */
import { characterOf } from './code-pages.ts';
import type { PrintedPaper } from './paper.ts';
import { PaperRoll, type PaperWidth } from './paper-roll.ts';
import type { QrCode } from './qr-modules.ts';

/** Commands by their bytes in hexadecimal, and how many parameters follow. */
const parameterBytes: Readonly<Record<string, number>> = {
  '0a': 0,
  '0d': 0,
  '18': 0,
  '1b30': 0,
  '1b40': 0,
  '1b45': 0,
  '1b46': 0,
  '1b58': 2,
  '1b62': 4,
  '1b64': 1,
  '1b69': 2,
  '1b7a': 1,
  '1b1d50': 1,
  '1b1d61': 1,
  '1b1d74': 1,
  '1b1d7944': 4,
  '1b1d7950': 0,
  '1b1d7953': 2,
};
const longestName = 8;
const cyrillicPage = 10;

/** ESC/POS jobs begin with `ESC @` as well, and never with `CAN` behind it. */
export const isStarPrnt = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x1b && bytes[1] === 0x40 && bytes[2] === 0x18;

class StarPrntJob {
  readonly #bytes: Uint8Array;
  readonly #onUnknown: (bytes: Uint8Array) => void;
  readonly roll: PaperRoll;
  #at = 0;
  #page = 0;
  #qr: QrCode = { text: '', moduleDots: 3, correction: 0 };
  /** A strip of a picture stands on the line: the next line feed ends it. */
  #stripOnLine = false;

  constructor(bytes: Uint8Array, width: PaperWidth, onUnknown: (bytes: Uint8Array) => void) {
    this.#bytes = bytes;
    this.#onUnknown = onUnknown;
    this.roll = new PaperRoll(width);
  }

  run(): void {
    while (this.#at < this.#bytes.length) {
      const byte = this.#bytes[this.#at] ?? 0;
      if (byte < 0x20) this.#command();
      else {
        this.#at += 1;
        if (byte >= 0x80 && this.#page !== cyrillicPage) this.#onUnknown(Uint8Array.of(byte));
        else this.roll.print(characterOf(byte, 'cp866'), 1);
      }
    }
  }

  #take(count: number): Uint8Array {
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  #command(): void {
    const start = this.#at;
    let name = '';
    while (!(name in parameterBytes)) {
      if (name.length >= longestName || this.#at >= this.#bytes.length) {
        this.#onUnknown(this.#bytes.subarray(start, this.#at));
        return;
      }
      name += Buffer.from(this.#take(1)).toString('hex');
    }
    const known = this.#obey(name, this.#take(parameterBytes[name] ?? 0));
    if (!known || this.#at > this.#bytes.length) this.#onUnknown(this.#bytes.subarray(start, this.#at));
  }

  #obey(name: string, parameters: Uint8Array): boolean {
    const [first = 0, second = 0] = parameters;
    const { roll } = this;
    switch (name) {
      case '1b40':
        roll.reset();
        this.#page = 0;
        return true;
      case '0a':
        if (!this.#stripOnLine) roll.endLine();
        this.#stripOnLine = false;
        return true;
      case '1b45':
      case '1b46':
        roll.look({ bold: name === '1b45' });
        return true;
      case '1b69':
        roll.look({ height: first + 1, width: second + 1 });
        return first < 6 && second < 6;
      case '1b1d61':
        return roll.align(first);
      case '1b1d74':
        this.#page = first;
        return first === cyrillicPage;
      case '1b64':
        roll.cut();
        return first < 4;
      default:
        return name.startsWith('1b1d79') || name === '1b62' || name === '1b58'
          ? this.#code(name, parameters)
          : true;
    }
  }

  /** Pictures, bar code and QR code. */
  #code(name: string, [first = 0, second = 0, low = 0, high = 0]: Uint8Array): boolean {
    switch (name) {
      case '1b58': {
        // `ESC X n1 n2`: columns of 24 dots, three bytes each, the highest bit on top.
        const columns = this.#take((first + second * 256) * 3);
        this.#stripOnLine = true;
        return this.roll.picture(rowsOfColumns(columns));
      }
      case '1b62': {
        const end = this.#bytes.indexOf(0x1e, this.#at);
        if (first !== 6 || end < 0) return false;
        const text = Buffer.from(this.#take(end - this.#at)).toString('latin1');
        this.#take(1);
        // Widths 1, 2 and 3 have modules of 2, 3 and 4 dots.
        return low >= 1 && low <= 3 && this.roll.barcode(text, text.length, low + 1);
      }
      case '1b1d7953':
        if (first === 0x31) this.#qr = { ...this.#qr, correction: second };
        if (first === 0x32) this.#qr = { ...this.#qr, moduleDots: second };
        return first >= 0x30 && first <= 0x32;
      case '1b1d7944':
        this.#qr = { ...this.#qr, text: Buffer.from(this.#take(low + high * 256)).toString('utf8') };
        return first === 0x31 && second === 0;
      default:
        return this.roll.qr(this.#qr);
    }
  }
}

/** A strip of columns as 24 rows. */
function rowsOfColumns(columns: Uint8Array): Uint8Array[] {
  const width = columns.length / 3;
  return Array.from({ length: 24 }, (_unused, y) => {
    const row = new Uint8Array(Math.ceil(width / 8));
    for (let x = 0; x < width; x++) {
      const isBlack = ((columns[x * 3 + (y >> 3)] ?? 0) >> (7 - (y & 7))) & 1;
      if (isBlack === 1) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7));
    }
    return row;
  });
}

/** The paper of one job; what the printer does not know goes to `onUnknown`. */
export function printStarPrnt(
  bytes: Uint8Array,
  width: PaperWidth,
  onUnknown: (bytes: Uint8Array) => void,
): PrintedPaper {
  const job = new StarPrntJob(bytes, width, onUnknown);
  job.run();
  return { columns: width.columns, items: job.roll.take() };
}
