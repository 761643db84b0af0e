import type { PrinterProfile } from '../profile.ts';

export const epsonNoCyrillic: PrinterProfile = {
  id: 'epson-no-cyrillic',
  language: 'esc-pos',
  name: 'Epson models without a Cyrillic code page (TM-U220, South Asian ROM)',
  columns: 42,
  widthDots: 400,
  codePage: null,
  qr: 'none',
  cut: 'partial',
  feedBeforeCutLines: 4,
  automaticStatus: false,
  barcode: false,
};
