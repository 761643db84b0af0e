/**
 * Reads ESC/POS bytes as a printer does and keeps the paper it would print. Pure and incremental: bytes come in
 * any portions, answers go out through `reply`. Shows the demo's slips on screen and judges them in tests.
 */
import { characterOf, chineseCharacterOf } from './code-pages.ts';
import { createEscposTokenizer } from './escpos-commands.ts';
import type { PrintedPaper } from './paper.ts';
import { createPaperRoll, type PaperRoll } from './paper-roll.ts';
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

export interface EscposInterpreter {
  push(bytes: Uint8Array): void;
  /** Changes what the sensors feel; announced when automatic status is on. */
  setSensors(change: Partial<PrinterSensors>): void;
  sensors(): PrinterSensors;
  /** Everything printed since the last `takePaper`. */
  paper(): PrintedPaper;
  takePaper(): PrintedPaper;
}

export function createEscposInterpreter(options: EscposInterpreterOptions): EscposInterpreter {
  const { rom } = options;
  const tokenizer = createEscposTokenizer();
  const roll = createPaperRoll(rom.columns);
  const qr = createQrStore();
  let sensors = idleSensors;
  let codePage = rom.codePages[0] ?? 'cp437';
  let chinese = rom.startsInChinese;
  let chineseLead: number | null = null;
  let announcesStatus = false;

  const reset = (): void => {
    roll.reset();
    codePage = rom.codePages[0] ?? 'cp437';
    chinese = rom.startsInChinese;
    chineseLead = null;
    announcesStatus = false;
  };

  const character = (byte: number): void => {
    if (chineseLead !== null) {
      roll.print(chineseCharacterOf(chineseLead, byte), 2);
      chineseLead = null;
      return;
    }
    if (byte === 0x0a) roll.endLine();
    else if (byte === 0x0d) return;
    else if (byte < 0x20) options.onUnknown(Uint8Array.of(byte));
    else if (chinese && byte > 0x80) chineseLead = byte;
    else roll.print(characterOf(byte, codePage), 1);
  };

  const answer = (byte: number | null, bytes: Uint8Array): void => {
    if (byte === null) options.onUnknown(bytes);
    else options.reply(Uint8Array.of(byte));
  };

  /** True where the command is known and its parameters make sense to this printer. */
  const obey = (name: string, parameters: Uint8Array): boolean => {
    const first = parameters[0] ?? 0;
    if (obeyStyle(roll, name, parameters)) return true;
    switch (name) {
      case 'ESC @':
        reset();
        return true;
      case 'ESC t': {
        const page = rom.codePages[first];
        if (page === undefined) return false;
        codePage = page;
        return true;
      }
      case 'FS .':
      case 'FS &':
        chinese = name === 'FS &';
        return true;
      case 'ESC p':
        options.onDrawerPulse?.();
        return true;
      case 'DLE \u0004':
        answer(realTimeStatus(first, sensors), parameters);
        return true;
      case 'GS r':
        answer(first === 1 || first === 49 ? bufferedPaperStatus(sensors) : null, parameters);
        return true;
      case 'GS I':
        if (first !== 67) return false;
        options.reply(Uint8Array.from([0x5f, ...Buffer.from(rom.model, 'latin1'), 0]));
        return true;
      case 'GS a':
        if (!rom.answersAutomaticStatus) return false;
        announcesStatus = first !== 0;
        if (announcesStatus) options.reply(automaticStatus(sensors));
        return true;
      case 'GS (H':
        if (!rom.answersProcessId || parameters.length !== 8) return false;
        options.reply(Uint8Array.from([0x37, 0x22, ...parameters.subarray(4), 0]));
        return true;
      case 'GS (k':
        return rom.drawsQr && qr.obey(parameters, (text, moduleDots) => roll.qr(text, moduleDots));
      default:
        return false;
    }
  };

  const bytesOf = (name: string, parameters: Uint8Array): Uint8Array =>
    Uint8Array.from([...Buffer.from(name, 'latin1'), ...parameters]);

  return {
    push(bytes) {
      for (const token of tokenizer.push(bytes)) {
        if (token.kind === 'byte') character(token.byte);
        else if (token.kind === 'unknown') options.onUnknown(token.bytes);
        else if (!obey(token.name, token.parameters)) {
          options.onUnknown(bytesOf(token.name, token.parameters));
        }
      }
    },
    setSensors(change) {
      sensors = { ...sensors, ...change };
      if (announcesStatus) options.reply(automaticStatus(sensors));
    },
    sensors: () => sensors,
    paper: () => ({ columns: rom.columns, items: roll.items() }),
    takePaper: () => ({ columns: rom.columns, items: roll.take() }),
  };
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
    case 'GS w':
    case 'GS f':
      return true;
    case 'GS V':
    case 'ESC i':
    case 'ESC m':
      roll.cut();
      return true;
    case 'GS k':
      return roll.barcode(parameters);
    case 'GS v0':
      roll.picture(parameters);
      return true;
    default:
      return false;
  }
}
