import { epson } from '../../src/receipts/escpos/profiles/epson.ts';
import { type LaidLine, layoutSlip } from '../../src/receipts/layout.ts';
import { loyaltySlip } from '../../src/receipts/loyalty-slip.ts';
import type { SlipModel } from '../../src/receipts/model.ts';
import { fullSlip } from '../../test/receipts/slip-fixtures.ts';

export const columns = epson.columns;
/** A member's slip with everything on it: discounts, two wallets, messages, a QR code. */
export const slipModel: SlipModel = loyaltySlip(fullSlip);

export type LaidPart = LaidLine | { readonly kind: 'qr'; readonly data: string };

/**
 * The same slip laid out already: wrapped, set in columns, in characters of the code page. The peers get this, so
 * that what they are timed on is a part of what Kopilka is timed on.
 */
export const laidSlip: readonly LaidPart[] = layoutSlip(slipModel, columns).flatMap((item) => {
  if (item.kind === 'line' || item.kind === 'qr') return [item];
  return item.kind === 'feed'
    ? Array.from({ length: item.lines }, () => ({
        kind: 'line' as const,
        text: '',
        align: 'left' as const,
        bold: false,
        size: 'normal' as const,
      }))
    : [];
});
