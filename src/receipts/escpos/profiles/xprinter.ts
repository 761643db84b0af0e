import type { PrinterProfile } from '../profile.ts';

export const xprinter: PrinterProfile = {
  id: 'xprinter',
  language: 'esc-pos',
  name: {
    ru: 'Xprinter, Netum и другие китайские принтеры с бумагой 80 мм',
    en: 'Xprinter, Netum and other 80 mm printers of Chinese make',
  },
  columns: 42,
  widthDots: 576,
  codePage: { number: 17, encoding: 'cp866' },
  qr: 'native',
  cut: 'partial',
  feedBeforeCutLines: 4,
  automaticStatus: false,
  barcode: true,
};
