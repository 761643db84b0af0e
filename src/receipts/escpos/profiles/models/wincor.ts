// Made by scripts/printer-profiles.mjs from the escpos-printer-db collection of printer facts,
// https://github.com/receipt-print-hq/escpos-printer-db, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
// reduced to what a slip needs. Change the script, not this file.
import type { PrinterProfile } from '../../profile.ts';

export const wincorModels: readonly PrinterProfile[] = [
  {
    id: 'th230',
    language: 'esc-pos',
    name: 'Wincor TH230',
    columns: 44,
    widthDots: 576,
    codePage: {
      number: 7,
      encoding: 'cp866',
    },
    qr: 'none',
    cut: 'full',
    feedBeforeCutLines: 4,
    automaticStatus: false,
    barcode: true,
  },
  {
    id: 'th230plus',
    language: 'esc-pos',
    name: 'Wincor TH230+',
    columns: 44,
    widthDots: 576,
    codePage: {
      number: 7,
      encoding: 'cp866',
    },
    qr: 'native',
    cut: 'full',
    feedBeforeCutLines: 4,
    automaticStatus: false,
    barcode: true,
  },
];
