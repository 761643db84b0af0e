import type { CodePage } from './code-pages.ts';

/** What is burnt into a printer: its pages, its width and which questions it answers. */
export interface PrinterRom {
  readonly id: string;
  /** Answer to `GS I 67`. */
  readonly model: string;
  readonly columns: number;
  /** Dots across; a character of the normal font is 12 wide and 24 high. */
  readonly widthDots: number;
  /** Numbers of `ESC t` and what they select; other numbers are an unknown command. */
  readonly codePages: Readonly<Record<number, CodePage>>;
  /** Two-byte Chinese mode after power-on and after `ESC @`, until `FS .`. */
  readonly startsInChinese: boolean;
  readonly answersAutomaticStatus: boolean;
  readonly answersProcessId: boolean;
  readonly drawsQr: boolean;
}

export const epsonRom: PrinterRom = {
  id: 'epson',
  model: 'TM-T20III',
  columns: 48,
  widthDots: 576,
  codePages: { 0: 'cp437', 16: 'cp1252', 17: 'cp866', 46: 'cp1251' },
  startsInChinese: false,
  answersAutomaticStatus: true,
  answersProcessId: true,
  drawsQr: true,
};

export const rongtaRom: PrinterRom = {
  id: 'rongta',
  model: 'RP326',
  columns: 42,
  widthDots: 512,
  // Page 17, Cyrillic elsewhere, is a Western page here: the letters come out as accents.
  codePages: { 0: 'cp437', 6: 'cp1251', 7: 'cp866', 17: 'cp1252' },
  startsInChinese: false,
  answersAutomaticStatus: false,
  answersProcessId: false,
  drawsQr: true,
};

export const gbStartRom: PrinterRom = {
  id: 'gb-start',
  model: 'POS-5890',
  columns: 32,
  widthDots: 384,
  codePages: { 0: 'cp437', 17: 'cp866', 59: 'cp866', 73: 'cp1251' },
  startsInChinese: true,
  answersAutomaticStatus: false,
  answersProcessId: false,
  drawsQr: false,
};

export const printerRoms: readonly PrinterRom[] = [epsonRom, rongtaRom, gbStartRom];
