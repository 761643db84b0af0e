// Made by scripts/printer-profiles.mjs from the escpos-printer-db collection of printer facts,
// https://github.com/receipt-print-hq/escpos-printer-db, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
// reduced to what a slip needs. Change the script, not this file.
import type { PrinterProfile } from '../../profile.ts';

export const eposModels: readonly PrinterProfile[] = [
  {
    id: 'tep-200m',
    language: 'esc-pos',
    name: 'EPOS TEP200M Series',
    columns: 42,
    widthDots: 504,
    codePage: {
      number: 17,
      encoding: 'cp866',
    },
    qr: 'native',
    cut: 'full',
    feedBeforeCutLines: 4,
    automaticStatus: false,
    barcode: true,
  },
];
