// Made by scripts/printer-profiles.mjs from the escpos-printer-db collection of printer facts,
// https://github.com/receipt-print-hq/escpos-printer-db, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
// reduced to what a slip needs. Change the script, not this file.
import type { PrinterProfile } from '../../profile.ts';

export const netumModels: readonly PrinterProfile[] = [
  {
    id: 'nt-5890k',
    language: 'esc-pos',
    name: 'Netum NT-5890K',
    columns: 32,
    widthDots: 384,
    codePage: {
      number: 17,
      encoding: 'cp866',
    },
    qr: 'raster',
    cut: 'none',
    feedBeforeCutLines: 3,
    automaticStatus: false,
    barcode: false,
  },
  {
    id: 'nt-80-v-ul',
    language: 'esc-pos',
    name: 'Netum 80-V-UL',
    columns: 48,
    widthDots: 576,
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
