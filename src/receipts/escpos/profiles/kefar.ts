import { type PrinterProfile, sameName } from '../profile.ts';

export const kefar: PrinterProfile = {
  id: 'kefar',
  language: 'esc-pos',
  name: sameName('Kefar KR-306'),
  columns: 48,
  widthDots: 576,
  codePage: { number: 12, encoding: 'cp866' },
  qr: 'native',
  cut: 'full',
  feedBeforeCutLines: 4,
  automaticStatus: false,
  barcode: true,
};
