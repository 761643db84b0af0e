// Made by scripts/printer-profiles.mjs from the escpos-printer-db collection of printer facts,
// https://github.com/receipt-print-hq/escpos-printer-db, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
// reduced to what a slip needs. Change the script, not this file.
import type { PrinterProfile } from '../../profile.ts';

export const kefarModels: readonly PrinterProfile[] = [
  {
    id: 'kr-306',
    language: 'esc-pos',
    name: 'Kefar KR-306',
    columns: 48,
    widthDots: 576,
    codePage: {
      number: 12,
      encoding: 'cp866',
    },
    qr: 'native',
    cut: 'full',
    feedBeforeCutLines: 4,
    automaticStatus: false,
    barcode: true,
  },
];
