import type { PrinterProfile } from '../profile.ts';

export const epson58: PrinterProfile = {
  id: 'epson-58',
  language: 'esc-pos',
  name: { ru: 'Epson и совместимые с бумагой 58 мм', en: 'Epson and compatible printers on 58 mm paper' },
  columns: 32,
  widthDots: 384,
  codePage: { number: 17, encoding: 'cp866' },
  qr: 'native',
  cut: 'full',
  feedBeforeCutLines: 4,
  automaticStatus: true,
  barcode: true,
};
