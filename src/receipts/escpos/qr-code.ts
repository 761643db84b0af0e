import { create } from 'qrcode';
import { concatBytes } from './bytes.ts';
import type { PrinterProfile } from './profile.ts';
import { rasterBytes } from './raster.ts';

/** Bytes that fit a QR code of version 1, 2, 3 … 40 with 15 % error correction (ISO/IEC 18004, table 7). */
const capacityBytes = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779,
  857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331,
];
const correctionM = 0x31;

/** A code any phone reads from the hand is about this share of the paper wide. */
const widthShare = 0.45;
/** Where the paper has room no module is smaller than the first; a phone still reads the second. */
const usualDots = 3;
const leastDots = 2;

/**
 * The bytes that print a QR code: by the printer itself (`GS ( k`), or drawn as dots, as the profile says. Null where
 * the printer draws none, or it is too much for one code on this paper: the caller prints it as text.
 */
export function qrBytes(data: string, { qr, widthDots }: PrinterProfile): Uint8Array | null {
  if (qr === 'none') return null;
  const content = new TextEncoder().encode(data);
  const moduleDots = qrModuleDots(content.length, widthDots);
  if (moduleDots === null) return null;
  return qr === 'native' ? nativeQr(content, moduleDots) : rasterQr(content, moduleDots);
}

/** Modules on a side of the code that holds so many bytes; null where none does. */
export function qrModules(contentBytes: number): number | null {
  const version = capacityBytes.findIndex((capacity) => contentBytes <= capacity) + 1;
  return version === 0 ? null : 17 + 4 * version;
}

/** Dots a module, 2 to 8, of a code of so many bytes that fits the paper; null where none does. */
export function qrModuleDots(contentBytes: number, widthDots: number): number | null {
  const modules = qrModules(contentBytes);
  if (modules === null) return null;
  const wanted = Math.min(8, Math.max(usualDots, Math.floor((widthDots * widthShare) / modules)));
  const dots = Math.min(wanted, Math.floor(widthDots / modules));
  return dots < leastDots ? null : dots;
}

/** Functions 65 model 2, 67 module size, 69 correction, 80 store, 81 print of `GS ( k` (Epson ESC/POS reference). */
function nativeQr(content: Uint8Array, moduleDots: number): Uint8Array {
  const stored = content.length + 3;
  return concatBytes([
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00),
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, moduleDots),
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, correctionM),
    Uint8Array.of(0x1d, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, 0x30),
    content,
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30),
  ]);
}

function rasterQr(content: Uint8Array, moduleDots: number): Uint8Array {
  const { modules } = create([{ data: content, mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const rowBytes = Math.ceil((modules.size * moduleDots) / 8);
  const rows: Uint8Array[] = [];
  for (let y = 0; y < modules.size; y++) {
    const row = new Uint8Array(rowBytes);
    for (let x = 0; x < modules.size * moduleDots; x++) {
      if (modules.get(y, Math.floor(x / moduleDots))) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7));
    }
    for (let copy = 0; copy < moduleDots; copy++) rows.push(row);
  }
  return rasterBytes(rows);
}
