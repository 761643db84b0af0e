import type { PrinterProfile } from '../profile.ts';

export const star: PrinterProfile = {
  id: 'star',
  language: 'esc-pos',
  name: { ru: 'Star TSP и mC-Print в режиме ESC/POS', en: 'Star TSP and mC-Print in ESC/POS mode' },
  columns: 42,
  widthDots: 576,
  codePage: { number: 10, encoding: 'cp866' },
  qr: 'native',
  cut: 'full',
  feedBeforeCutLines: 4,
  automaticStatus: false,
  barcode: true,
};
