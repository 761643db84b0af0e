import { type PrinterProfile, sameName } from '../profile.ts';

export const rongta: PrinterProfile = {
  id: 'rongta',
  language: 'esc-pos',
  name: sameName('Rongta RP326, RP332, RP80'),
  columns: 42,
  widthDots: 576,
  codePage: { number: 7, encoding: 'cp866' },
  qr: 'native',
  cut: 'partial',
  feedBeforeCutLines: 4,
  automaticStatus: false,
  barcode: true,
};
