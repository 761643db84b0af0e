import type { PrinterProfile } from '../profile.ts';

export const epson42: PrinterProfile = {
  id: 'epson-42',
  language: 'esc-pos',
  name: {
    ru: 'Epson TM-T88 на 42 знака, TM-T70; обычный выбор для 42 знаков',
    en: 'Epson TM-T88 in 42 columns, TM-T70; the usual choice for 42 columns',
  },
  columns: 42,
  widthDots: 512,
  codePage: { number: 17, encoding: 'cp866' },
  qr: 'native',
  cut: 'full',
  feedBeforeCutLines: 4,
  automaticStatus: true,
  barcode: true,
};
