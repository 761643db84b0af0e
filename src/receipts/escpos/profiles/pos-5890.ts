import type { PrinterProfile } from '../profile.ts';

export const pos5890: PrinterProfile = {
  id: 'pos-5890',
  name: 'POS-5890, ZJ-5890, NT-5890K: 58 mm without QR and cutter',
  columns: 32,
  widthDots: 384,
  codePage: { number: 17, encoding: 'cp866' },
  qr: 'raster',
  cut: 'none',
  feedBeforeCutLines: 3,
  automaticStatus: false,
  barcode: true,
};
