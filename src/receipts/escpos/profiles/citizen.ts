import { type PrinterProfile, sameName } from '../profile.ts';

export const citizen: PrinterProfile = {
  id: 'citizen',
  language: 'esc-pos',
  name: sameName('Citizen CT-S'),
  columns: 48,
  widthDots: 576,
  codePage: { number: 7, encoding: 'cp866' },
  qr: 'native',
  cut: 'full',
  feedBeforeCutLines: 4,
  automaticStatus: true,
  barcode: true,
};
