import { type PrinterProfile, sameName } from '../profile.ts';

export const wincor: PrinterProfile = {
  id: 'wincor',
  language: 'esc-pos',
  name: sameName('Wincor Nixdorf TH230'),
  columns: 44,
  widthDots: 576,
  codePage: { number: 7, encoding: 'cp866' },
  qr: 'none',
  cut: 'full',
  feedBeforeCutLines: 4,
  automaticStatus: false,
  barcode: true,
};
