import type { PrinterProfile } from '../profile.ts';

export const epsonNoCyrillic: PrinterProfile = {
  id: 'epson-no-cyrillic',
  language: 'esc-pos',
  name: {
    ru: 'Epson без русских букв (TM-U220, модели для Южной Азии)',
    en: 'Epson models without Cyrillic letters (TM-U220, South Asian models)',
  },
  columns: 42,
  widthDots: 400,
  codePage: null,
  qr: 'none',
  cut: 'partial',
  feedBeforeCutLines: 4,
  automaticStatus: false,
  barcode: false,
};
