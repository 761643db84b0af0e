/**
 * Reads ESC/POS bytes as a printer does and keeps the paper it would print. Pure and incremental: bytes come in
 * any portions, answers go out through `reply`. Shows the demo's slips on screen and judges them in tests.
 */

import { createEscposTokenizer } from '../codec/escpos-commands.ts';
import { type CodePage, characterOf, chineseCharacterOf } from './code-pages.ts';
import { readCode128 } from './code128.ts';
import type { PrintedPaper } from './paper.ts';
import { PaperRoll } from './paper-roll.ts';
import type { PrinterRom } from './printer-rom.ts';
import {
  automaticStatus,
  bufferedPaperStatus,
  idleSensors,
  type PrinterSensors,
  realTimeStatus,
} from './printer-sensors.ts';
import { createQrStore } from './qr-store.ts';

export interface EscposInterpreterOptions {
  readonly rom: PrinterRom;
  /** Bytes the printer sends back. */
  readonly reply: (bytes: Uint8Array) => void;
  /** Bytes this printer does not understand; it prints nothing for them. */
  readonly onUnknown: (bytes: Uint8Array) => void;
  readonly onDrawerPulse?: () => void;
}

/** One printer from its power-on. */
export class EscposInterpreter {
  readonly #options: EscposInterpreterOptions;
  readonly #tokenizer = createEscposTokenizer();
  readonly #roll: PaperRoll;
  readonly #qr = createQrStore();
  #sensors = idleSensors;
  #codePage: CodePage = 'cp437';
  #chinese = false;
  /** The first byte of a two-byte character. */
  #chineseLead: number | null = null;
  #announcesStatus = false;
  /** Dots of a module of bar codes. */
  #barDots = 3;

  constructor(options: EscposInterpreterOptions) {
    this.#options = options;
    this.#roll = new PaperRoll(options.rom);
    this.#reset();
  }

  push(bytes: Uint8Array): void {
    for (const token of this.#tokenizer.push(bytes)) {
      if (token.kind === 'byte') this.#character(token.byte);
      else if (token.kind === 'unknown') this.#options.onUnknown(token.bytes);
      else if (!this.#obey(token.name, token.parameters)) {
        this.#options.onUnknown(Buffer.concat([Buffer.from(`${token.name} `, 'latin1'), token.parameters]));
      }
    }
  }

  /** Changes what the sensors feel; announced when automatic status is on. */
  setSensors(change: Partial<PrinterSensors>): void {
    this.#sensors = { ...this.#sensors, ...change };
    if (this.#announcesStatus) this.#options.reply(automaticStatus(this.#sensors));
  }

  sensors(): PrinterSensors {
    return this.#sensors;
  }

  /** Everything printed since the last `takePaper`. */
  paper(): PrintedPaper {
    return { columns: this.#options.rom.columns, items: this.#roll.items() };
  }

  takePaper(): PrintedPaper {
    return { columns: this.#options.rom.columns, items: this.#roll.take() };
  }

  /** `ESC @` and power-on: automatic status off, Chinese mode as the ROM has it. */
  #reset(): void {
    const { rom } = this.#options;
    this.#roll.reset();
    this.#codePage = rom.codePages[0] ?? 'cp437';
    this.#chinese = rom.startsInChinese;
    this.#chineseLead = null;
    this.#announcesStatus = false;
    this.#barDots = 3;
  }

  #character(byte: number): void {
    if (this.#chineseLead !== null) {
      this.#roll.print(chineseCharacterOf(this.#chineseLead, byte), 2);
      this.#chineseLead = null;
    } else if (byte === 0x0a) this.#roll.endLine();
    else if (byte === 0x0d) return;
    else if (byte < 0x20) this.#options.onUnknown(Uint8Array.of(byte));
    else if (this.#chinese && byte > 0x80) this.#chineseLead = byte;
    else this.#roll.print(characterOf(byte, this.#codePage), 1);
  }

  /** True where the command is known and its parameters make sense to this printer. */
  #obey(name: string, parameters: Uint8Array): boolean {
    if (obeyStyle(this.#roll, name, parameters)) return true;
    const [first = 0] = parameters;
    switch (name) {
      case 'GS v0':
        return this.#roll.picture(rowsOf(parameters));
      case 'GS w':
        this.#barDots = first;
        return first >= 2 && first <= 6;
      case 'GS k': {
        // Other symbologies and the form that ends with NUL are left out: no slip has them.
        const code = first === 73 ? readCode128(parameters.subarray(2)) : null;
        return code !== null && this.#roll.barcode(code.text, code.symbols, this.#barDots);
      }
      case 'ESC @':
        this.#reset();
        return true;
      case 'ESC t': {
        const page = this.#options.rom.codePages[first];
        if (page !== undefined) this.#codePage = page;
        return page !== undefined;
      }
      case 'FS .':
      case 'FS &':
        this.#chinese = name === 'FS &';
        return true;
      case 'ESC p':
        this.#options.onDrawerPulse?.();
        return true;
      case 'GS (k':
        return this.#options.rom.drawsQr && this.#qr.obey(parameters, (code) => this.#roll.qr(code));
      default:
        return this.#answer(name, parameters);
    }
  }

  /** Commands the printer answers. */
  #answer(name: string, parameters: Uint8Array): boolean {
    const { rom, reply } = this.#options;
    const [first = 0] = parameters;
    switch (name) {
      case 'DLE \u0004': {
        const status = realTimeStatus(first, this.#sensors);
        if (status !== null) reply(Uint8Array.of(status));
        return status !== null;
      }
      // Between other bytes of a portion; alone the printer obeys it before anything else.
      case 'DLE \u0014':
        if (first !== 1) return false;
        this.#options.onDrawerPulse?.();
        return true;
      case 'GS r':
        if (first !== 1 && first !== 49) return false;
        reply(Uint8Array.of(bufferedPaperStatus(this.#sensors)));
        return true;
      case 'GS I':
        if (first !== 67) return false;
        reply(Uint8Array.from([0x5f, ...Buffer.from(rom.model, 'latin1'), 0]));
        return true;
      case 'GS a':
        if (!rom.answersAutomaticStatus) return false;
        this.#announcesStatus = first !== 0;
        if (this.#announcesStatus) reply(automaticStatus(this.#sensors));
        return true;
      case 'GS (H':
        if (!rom.answersProcessId || parameters.length !== 8) return false;
        reply(Uint8Array.from([0x37, 0x22, ...parameters.subarray(4), 0]));
        return true;
      default:
        return false;
    }
  }
}

/** The rows of `GS v 0`; without width nothing is left on the paper. */
function rowsOf(parameters: Uint8Array): Uint8Array[] {
  const widthBytes = (parameters[1] ?? 0) + (parameters[2] ?? 0) * 256;
  const rows: Uint8Array[] = [];
  for (let start = 5; widthBytes > 0 && start < parameters.length; start += widthBytes) {
    rows.push(parameters.slice(start, start + widthBytes));
  }
  return rows;
}

/** Commands about the look of the text, the line and the paper. */
function obeyStyle(roll: PaperRoll, name: string, parameters: Uint8Array): boolean {
  const first = parameters[0] ?? 0;
  switch (name) {
    case 'ESC !':
      roll.look({
        bold: (first & 0x08) !== 0,
        underline: (first & 0x80) !== 0,
        width: (first & 0x20) === 0 ? 1 : 2,
        height: (first & 0x10) === 0 ? 1 : 2,
      });
      return true;
    case 'GS !':
      roll.look({ width: ((first >> 4) & 7) + 1, height: (first & 7) + 1 });
      return true;
    case 'ESC E':
    case 'ESC G':
      roll.look({ bold: (first & 1) === 1 });
      return true;
    case 'ESC -':
      roll.look({ underline: first % 48 !== 0 });
      return true;
    case 'ESC a':
      return roll.align(first % 48);
    case 'ESC d':
      roll.feed(first);
      return true;
    case 'ESC J':
      roll.feed(Math.round(first / 30));
      return true;
    case 'ESC 2':
    case 'ESC 3':
    case 'ESC M':
    case 'ESC R':
    case 'ESC  ':
    case 'GS H':
    case 'GS h':
    case 'GS f':
      return true;
    case 'GS V':
    case 'ESC i':
    case 'ESC m':
      roll.cut();
      return true;
    default:
      return false;
  }
}
