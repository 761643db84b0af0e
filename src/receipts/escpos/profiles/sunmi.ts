import type { PrinterProfile } from '../profile.ts';

export const sunmi: PrinterProfile = {
  id: 'sunmi',
  language: 'esc-pos',
  name: { ru: 'Sunmi V2 и другие ручные терминалы', en: 'Sunmi V2 and other handheld terminals' },
  columns: 32,
  widthDots: 384,
  codePage: { number: 17, encoding: 'cp866' },
  qr: 'native',
  cut: 'none',
  feedBeforeCutLines: 4,
  automaticStatus: false,
  barcode: true,
};
