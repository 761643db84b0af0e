/** A chain's logo as a printer draws it, made of a PNG once, when a till is configured. */
import { createRequire } from 'node:module';
import { err, ok, type Result } from '../shared/result.ts';
import type { SlipPicture } from './picture.ts';

/** Thirty millimetres of paper: a slip is for reading. */
export const tallestLogoDots = 240;
export const largestLogoBytes = 256 * 1024;

/** Why a file is no logo for this printer; sizes in dots, as the PNG says of itself. */
export type LogoFault =
  | { readonly code: 'not-png' | 'damaged' | 'blank' }
  | { readonly code: 'too-wide' | 'too-tall'; readonly isDots: number; readonly mostDots: number }
  | { readonly code: 'too-large'; readonly isBytes: number; readonly mostBytes: number };

/** What `pngjs` answers: red, green, blue and opacity of each dot, whatever the file keeps. */
interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
type Decoder = { readonly PNG: { readonly sync: { read(bytes: Buffer): Decoded } } };

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Signature, then the first chunk's length, name, width and height (PNG specification, 5.2 and 11.2.2). */
const headerBytes = 24;

/** Turns a PNG into dots for a paper so many dots wide. It is printed dot by dot, never scaled. */
export function logoOfPng(file: Uint8Array, widthDots: number): Result<SlipPicture, LogoFault> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < headerBytes || signature.some((byte, at) => bytes[at] !== byte)) {
    return err({ code: 'not-png' });
  }
  if (bytes.length > largestLogoBytes) {
    return err({ code: 'too-large', isBytes: bytes.length, mostBytes: largestLogoBytes });
  }
  // Judged before it is unpacked: a small file may say that it is as large as a house.
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width > widthDots) return err({ code: 'too-wide', isDots: width, mostDots: widthDots });
  if (height > tallestLogoDots) return err({ code: 'too-tall', isDots: height, mostDots: tallestLogoDots });
  const decoded = decode(bytes);
  if (decoded === null) return err({ code: 'damaged' });
  const rows = dotted(decoded);
  return rows.some((row) => row.some((byte) => byte !== 0))
    ? ok({ widthDots: decoded.width, rows })
    : err({ code: 'blank' });
}

function decode(bytes: Buffer): Decoded | null {
  // Loaded here: few tills print a logo.
  const { PNG } = createRequire(import.meta.url)('pngjs') as Decoder;
  try {
    return PNG.sync.read(bytes);
  } catch {
    return null;
  }
}

/**
 * Black and white by error diffusion (Floyd and Steinberg): what is black or white already stays as it is, and a pale
 * colour becomes scattered dots instead of vanishing.
 */
function dotted({ width, height, data }: Decoded): Uint8Array[] {
  const light = Float32Array.from({ length: width * height }, (_unused, dot) => lightOf(data, dot * 4));
  const spread = (x: number, y: number, share: number): void => {
    if (x < 0 || x >= width || y >= height) return;
    light[y * width + x] = (light[y * width + x] ?? 0) + share;
  };
  return Array.from({ length: height }, (_unused, y) => {
    const row = new Uint8Array(Math.ceil(width / 8));
    for (let x = 0; x < width; x++) {
      const wanted = light[y * width + x] ?? 255;
      const isBlack = wanted < 128;
      if (isBlack) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7));
      const error = (wanted - (isBlack ? 0 : 255)) / 16;
      spread(x + 1, y, error * 7);
      spread(x - 1, y + 1, error * 3);
      spread(x, y + 1, error * 5);
      spread(x + 1, y + 1, error);
    }
    return row;
  });
}

/** How light a dot looks on white paper, 0 to 255 (ITU-R BT.601). */
function lightOf(data: Uint8Array, at: number): number {
  const [red = 0, green = 0, blue = 0, opacity = 255] = data.subarray(at, at + 4);
  return 255 - ((255 - (0.299 * red + 0.587 * green + 0.114 * blue)) * opacity) / 255;
}
