import { type PrinterProfile, sameName } from '../profile.ts';

export const bixolon: PrinterProfile = {
  id: 'bixolon',
  language: 'esc-pos',
  name: sameName('Bixolon SRP'),
  columns: 48,
  widthDots: 576,
  codePage: { number: 17, encoding: 'cp866' },
  qr: 'native',
  cut: 'full',
  feedBeforeCutLines: 4,
  automaticStatus: true,
  barcode: true,
};
