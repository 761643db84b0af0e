import type { QrCode } from './qr-modules.ts';

/** The QR functions of `GS ( k` (cn = 49): settings and data are stored by some, printed by another. */
export interface QrStore {
  /** Parameters of `GS ( k` with their length bytes; false where the function or a value is unknown, or `print` says so. */
  obey(parameters: Uint8Array, print: (code: QrCode) => boolean): boolean;
}

const qrSymbology = 49;

export function createQrStore(): QrStore {
  let moduleDots = 3;
  let correction = 0;
  let data: Uint8Array = new Uint8Array(0);
  return {
    obey(parameters, print) {
      const [, , symbology, fn, value = 0] = parameters;
      if (symbology !== qrSymbology) return false;
      switch (fn) {
        case 65:
          return value === 49 || value === 50;
        case 67:
          if (value < 1 || value > 16) return false;
          moduleDots = value;
          return true;
        case 69:
          correction = value - 48;
          return value >= 48 && value <= 51;
        case 80:
          if (value !== 48) return false;
          data = parameters.slice(5);
          return true;
        case 81:
          if (value !== 48 || data.length === 0) return false;
          return print({ text: new TextDecoder().decode(data), moduleDots, correction });
        default:
          return false;
      }
    },
  };
}
