import { create } from 'qrcode';

/** A QR code as a printer is told it: `correction` 0 to 3 is L, M, Q, H. */
export interface QrCode {
  readonly text: string;
  readonly moduleDots: number;
  readonly correction: number;
}

const levels = ['L', 'M', 'Q', 'H'] as const;

/** Modules on a side; null where it is too much for one code. */
export function qrModules({ text, correction }: QrCode): number | null {
  try {
    const data = new TextEncoder().encode(text);
    const errorCorrectionLevel = levels[correction] ?? 'L';
    return create([{ data, mode: 'byte' }], { errorCorrectionLevel }).modules.size;
  } catch {
    // The package throws a plain Error for it.
    return null;
  }
}
