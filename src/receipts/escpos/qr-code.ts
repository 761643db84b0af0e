import { create } from 'qrcode';
import { concatBytes } from './bytes.ts';
import type { PrinterProfile } from './profile.ts';
import { rasterBytes } from './raster.ts';

/** Bytes that fit a QR code of version 1, 2, 3 … with 15 % error correction (ISO/IEC 18004, table 7). */
const capacityBytes = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560];
const correctionM = 0x31;

/** A code any phone reads from the hand is about this share of the paper wide, and no module under 3 dots. */
const widthShare = 0.45;

/** The bytes that print a QR code: by the printer itself (`GS ( k`), or drawn as dots, as the profile says. */
export function qrBytes(data: string, profile: PrinterProfile): Uint8Array {
  const content = new TextEncoder().encode(data);
  switch (profile.qr) {
    case 'native':
      return nativeQr(content, profile.widthDots);
    case 'raster':
      return rasterQr(content, profile.widthDots);
    case 'none':
      return new Uint8Array(0);
  }
}

function moduleDots(modules: number, widthDots: number): number {
  return Math.min(8, Math.max(3, Math.floor((widthDots * widthShare) / modules)));
}

/** Dots a module, 3 to 8, of a code that a printer draws itself from so many bytes. */
export function qrModuleDots(contentBytes: number, widthDots: number): number {
  const version = capacityBytes.findIndex((capacity) => contentBytes <= capacity) + 1;
  return moduleDots(17 + 4 * (version === 0 ? capacityBytes.length + 4 : version), widthDots);
}

/** Functions 65 model 2, 67 module size, 69 correction, 80 store, 81 print of `GS ( k` (Epson ESC/POS reference). */
function nativeQr(content: Uint8Array, widthDots: number): Uint8Array {
  const stored = content.length + 3;
  return concatBytes([
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00),
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, qrModuleDots(content.length, widthDots)),
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, correctionM),
    Uint8Array.of(0x1d, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, 0x30),
    content,
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30),
  ]);
}

function rasterQr(content: Uint8Array, widthDots: number): Uint8Array {
  const { modules } = create([{ data: content, mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const scale = moduleDots(modules.size, widthDots);
  const rowBytes = Math.ceil((modules.size * scale) / 8);
  const rows: Uint8Array[] = [];
  for (let y = 0; y < modules.size; y++) {
    const row = new Uint8Array(rowBytes);
    for (let x = 0; x < modules.size * scale; x++) {
      if (modules.get(y, Math.floor(x / scale))) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7));
    }
    for (let copy = 0; copy < scale; copy++) rows.push(row);
  }
  return rasterBytes(rows);
}
