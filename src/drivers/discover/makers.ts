import type { ScannerPresetName } from '../scanner-presets.ts';

/** What is known of a USB vendor or device; ids from the public USB id lists and the makers' manuals. */
export interface Maker {
  readonly name: string;
  readonly scanner?: ScannerPresetName;
  /** Printer profile. */
  readonly printer?: string;
  /** A cable or chip that could have anything behind it. */
  readonly adapter?: true;
}

/** By vendor id. */
export const makers: ReadonlyMap<number, Maker> = new Map([
  [0x0c2e, { name: 'Honeywell', scanner: 'honeywell' }],
  [0x05e0, { name: 'Zebra', scanner: 'zebra' }],
  [0x05f9, { name: 'Datalogic', scanner: 'generic' }],
  [0x1eab, { name: 'Newland', scanner: 'generic' }],
  [0x2dd6, { name: 'Mindeo', scanner: 'mindeo' }],
  [0x2745, { name: 'Unitech', scanner: 'unitech' }],
  [0x0801, { name: 'MagTek', scanner: 'magtek' }],
  [0x0acd, { name: 'IDTech', scanner: 'idtech' }],
  [0x04b8, { name: 'Epson', printer: 'epson' }],
  [0x0519, { name: 'Star', printer: 'star' }],
  [0x1504, { name: 'Bixolon', printer: 'bixolon' }],
  [0x1d90, { name: 'Citizen', printer: 'citizen' }],
  [0x0fe6, { name: 'Rongta', printer: 'rongta' }],
  [0x0aa7, { name: 'Wincor Nixdorf', printer: 'wincor' }],
  [0x2912, { name: 'Atol', printer: 'epson' }],
  [0x0403, { name: 'FTDI', adapter: true }],
  [0x067b, { name: 'Prolific', adapter: true }],
  [0x1a86, { name: 'WCH CH340', adapter: true }],
  [0x10c4, { name: 'Silicon Labs CP210x', adapter: true }],
]);

/** Printer profiles by what a printer says of itself, the first that fits. */
export const printerWords: ReadonlyArray<readonly [RegExp, string]> = [
  [/epson|tm-[tmul]/i, 'epson'],
  [/rongta|rp3\d\d|rp80/i, 'rongta'],
  [/xprinter|xp-/i, 'xprinter'],
  [/bixolon|srp-/i, 'bixolon'],
  [/citizen|ct-s/i, 'citizen'],
  [/star|tsp|mcprint/i, 'star'],
  [/5890|58\s?mm|pos-?58/i, 'pos-5890'],
  [/sunmi/i, 'sunmi'],
  [/wincor|th230/i, 'wincor'],
  [/atol/i, 'epson'],
];
