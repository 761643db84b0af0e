import type { SlipLanguage } from '../amount-text.ts';
import { type SlipBlock, textBlock } from '../model.ts';
import type { SlipPicture } from '../picture.ts';
import { slipWords } from '../slip-words.ts';
import { concatBytes } from './bytes.ts';
import { compileSlip } from './compile.ts';
import type { PrinterProfile } from './profile.ts';

export interface SlipHead {
  readonly logo: SlipPicture | null;
  /** The language to say КОПИЯ in, for a reprint of what may have come out before; null for a first print. */
  readonly copyIn: SlipLanguage | null;
}

/**
 * The bytes of a stored slip with the chain's logo and КОПИЯ above them. The stored job follows unchanged: it starts
 * with `ESC @`, so nothing of the head's look stays. Put on when it is printed, so that a sale stores no picture.
 */
export function withSlipHead(
  stored: Uint8Array,
  { logo, copyIn }: SlipHead,
  profile: PrinterProfile,
): Uint8Array {
  const blocks: SlipBlock[] = [];
  if (logo !== null) blocks.push({ kind: 'logo', picture: logo });
  if (copyIn !== null) {
    blocks.push(textBlock(slipWords[copyIn].copy, { align: 'center', bold: true, size: 'large' }));
  }
  return blocks.length === 0 ? stored : concatBytes([compileSlip(blocks, profile), stored]);
}
