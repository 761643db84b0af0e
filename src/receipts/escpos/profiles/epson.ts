import type { PrinterProfile } from '../profile.ts';

export const epson: PrinterProfile = {
  id: 'epson',
  language: 'esc-pos',
  name: {
    ru: 'Epson TM-T20, TM-T88, TM-m30; Seiko RP; обычный выбор для бумаги 80 мм',
    en: 'Epson TM-T20, TM-T88, TM-m30; Seiko RP; the usual choice for 80 mm paper',
  },
  columns: 48,
  widthDots: 576,
  codePage: { number: 17, encoding: 'cp866' },
  qr: 'native',
  cut: 'full',
  feedBeforeCutLines: 4,
  automaticStatus: true,
  barcode: true,
};
