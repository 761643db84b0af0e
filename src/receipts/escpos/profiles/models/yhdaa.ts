// Made by scripts/printer-profiles.mjs from the escpos-printer-db collection of printer facts,
// https://github.com/receipt-print-hq/escpos-printer-db, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
// reduced to what a slip needs. Change the script, not this file.
import type { PrinterProfile } from '../../profile.ts';

export const yhdaaModels: readonly PrinterProfile[] = [
  {
    id: 'yhd-8390',
    language: 'esc-pos',
    name: 'YHDAA YHD-8390',
    columns: 48,
    widthDots: 640,
    codePage: {
      number: 12,
      encoding: 'cp866',
    },
    qr: 'native',
    cut: 'partial',
    feedBeforeCutLines: 4,
    automaticStatus: false,
    barcode: true,
  },
];
