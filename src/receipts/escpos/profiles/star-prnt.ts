import type { PrinterProfile } from '../profile.ts';

export const starPrnt: PrinterProfile = {
  id: 'star-prnt',
  language: 'star-prnt',
  name: {
    ru: 'Star TSP100III, TSP100IV, mC-Print3 с завода (StarPRNT)',
    en: 'Star TSP100III, TSP100IV, mC-Print3 as delivered (StarPRNT)',
  },
  columns: 48,
  widthDots: 576,
  codePage: { number: 10, encoding: 'cp866' },
  qr: 'native',
  cut: 'partial',
  feedBeforeCutLines: 3,
  automaticStatus: false,
  barcode: true,
};

export const starPrnt58: PrinterProfile = {
  ...starPrnt,
  id: 'star-prnt-58',
  name: {
    ru: 'Star mC-Print2, mPOP, SM-L200 с бумагой 58 мм (StarPRNT)',
    en: 'Star mC-Print2, mPOP, SM-L200 on 58 mm paper (StarPRNT)',
  },
  columns: 32,
  widthDots: 384,
};
