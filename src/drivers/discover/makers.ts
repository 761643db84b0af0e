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
  [0x0519, { name: 'Star', printer: 'star-prnt' }],
  [0x1504, { name: 'Bixolon', printer: 'bixolon' }],
  [0x1d90, { name: 'Citizen', printer: 'citizen' }],
  [0x0fe6, { name: 'Rongta', printer: 'rongta' }],
  [0x0aa7, { name: 'Wincor Nixdorf', printer: 'wincor' }],
  // At USB its fiscal registers, which are no printers for slips; its receipt printers say what they are.
  [0x2912, { name: 'Atol' }],
  [0x0403, { name: 'FTDI', adapter: true }],
  [0x067b, { name: 'Prolific', adapter: true }],
  [0x1a86, { name: 'WCH CH340', adapter: true }],
  [0x10c4, { name: 'Silicon Labs CP210x', adapter: true }],
]);

/**
 * Printer profiles by model, the first that fits. A model says more than the maker beside it: makers sell each
 * other's printers (Atol's RP-326 is a Rongta), and most makers of receipt printers make others too.
 */
export const modelWords: ReadonlyArray<readonly [RegExp, string]> = [
  [/^\s*tm-[a-z]/i, 'epson'],
  [/\brp-?3\d\d|\brp-?80/i, 'rongta'],
  [/\bsrp-/i, 'bixolon'],
  [/\bct-[sde]\d/i, 'citizen'],
  [/mc-?print\s?2|mpop|\bsm-[lst]2\d\d/i, 'star-prnt-58'],
  [/\btsp\d|mc-?print/i, 'star-prnt'],
  [/5890|58\s?mm|pos-?58|\bxp-?58(?!\d)/i, 'pos-5890'],
  [/th230/i, 'wincor'],
];

/** Printers with needles, whose lines are shorter, by model: no profile of their maker's thermal printers fits. */
export const needleModels = /^\s*sp-?[257]\d\d/i;

/** By maker and model together, where the model alone says nothing. */
export const printerWords: ReadonlyArray<readonly [RegExp, string]> = [
  [/epson/i, 'epson'],
  [/atol|атол/i, 'atol'],
  [/rongta/i, 'rongta'],
  [/xprinter|\bxp-/i, 'xprinter'],
  [/bixolon/i, 'bixolon'],
  [/citizen/i, 'citizen'],
  [/\bstar\b/i, 'star-prnt'],
  [/sunmi/i, 'sunmi'],
  [/wincor/i, 'wincor'],
];
