// Made by scripts/printer-profiles.mjs from the escpos-printer-db collection of printer facts,
// https://github.com/receipt-print-hq/escpos-printer-db, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
// reduced to what a slip needs. Change the script, not this file.
import type { PrinterProfile } from '../../profile.ts';

export const sunmiModels: readonly PrinterProfile[] = [
  {
    id: 'sunmi-v2',
    language: 'esc-pos',
    name: 'Sunmi V2',
    columns: 32,
    widthDots: 384,
    codePage: {
      number: 17,
      encoding: 'cp866',
    },
    qr: 'native',
    cut: 'none',
    feedBeforeCutLines: 3,
    automaticStatus: false,
    barcode: true,
  },
];
