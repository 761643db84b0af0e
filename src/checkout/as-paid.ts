import type { Receipt, ReceiptLine } from '../contracts/receipt.ts';
import { MAX_PRICE_MINOR } from '../contracts/scalars.ts';
import { THOUSANDTHS, toThousandths } from '../shared/quantity.ts';

/**
 * The receipt of a sale that was made without the agent, at the prices on it. Nothing may be taken off any more, so what
 * was paid becomes each line's minimum price (rounding of the total keeps to it too), and nothing is paid with points.
 * Points, stamps and coupons to issue are earned as the program says: that is all the customer can still be given.
 */
export const asPaidReceipt = (receipt: Receipt): Receipt => ({
  ...receipt,
  lines: receipt.lines.map(asPaidLine),
  redeem: null,
  rewards: [],
  coupons: [],
});

const asPaidLine = (line: ReceiptLine): ReceiptLine => ({
  ...line,
  minPrice: line.amount == null ? line.price : unitPriceOf(line.amount, line.quantity),
  flags: [...new Set([...line.flags, 'noDiscount' as const])],
});

/** The lowest unit price at which the line is worth at least its amount, minor units. */
const unitPriceOf = (amountMinor: number, quantity: number): number =>
  Math.min(MAX_PRICE_MINOR, Math.ceil((amountMinor / toThousandths(quantity)) * THOUSANDTHS));
