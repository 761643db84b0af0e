import type { SlipLanguage } from '../amount-text.ts';
import { textBlock } from '../model.ts';
import { slipWords } from '../slip-words.ts';
import { concatBytes } from './bytes.ts';
import { compileSlip } from './compile.ts';
import type { PrinterProfile } from './profile.ts';

/**
 * The bytes of a stored slip with КОПИЯ above them, for a reprint of one that may have come out before. The stored
 * job follows unchanged: it starts with `ESC @`, so nothing of the heading's look stays.
 */
export function copyOfSlip(stored: Uint8Array, profile: PrinterProfile, language: SlipLanguage): Uint8Array {
  const heading = textBlock(slipWords[language].copy, { align: 'center', bold: true, size: 'large' });
  return concatBytes([compileSlip([heading], profile), stored]);
}
