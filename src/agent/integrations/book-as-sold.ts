import type { Checkout } from '../../checkout/checkout.ts';
import type { ConfirmResult, Fiscal, PosReceipt, Tender } from '../../contracts/pos-api.ts';
import type { Refusal } from '../../contracts/refusal.ts';
import { allocate } from '../../shared/allocate.ts';
import type { Result } from '../../shared/result.ts';

/** A sale that another system has made already, as it tells it. */
export type SoldElsewhere = {
  readonly purchaseId: string;
  readonly operationId: string;
  readonly fiscal: Fiscal;
  /** The cart before anything was taken off, with the points that paid. */
  readonly cart: PosReceipt;
  /** What each line of the cart was sold for, minor units. */
  readonly paidMinor: readonly number[];
  /** What the points of `cart.redeem` paid, minor units. */
  readonly pointsMinor: number;
  readonly tenders: readonly Tender[];
};

/**
 * Books a sale that cannot be refused any more. Where the program of its time gives the very sum that was taken, it is
 * booked with its promotions. Where it does not (a discount of the other system, a kopeck of its rounding), the money
 * wins: the lines are booked at what was paid for them, and only the points that paid are still taken.
 */
export function bookAsSold(checkout: Checkout, sold: SoldElsewhere): Result<ConfirmResult, Refusal> {
  const { purchaseId, operationId, fiscal, cart } = sold;
  const tenders = [...sold.tenders];
  const call = { operationId, fiscal, tenders };
  const asComputed = checkout.confirm(purchaseId, { ...call, receipt: cart });
  if (asComputed.ok || asComputed.error.code !== 'tenders-mismatch') return asComputed;
  const receipt = { ...cart, lines: linesAsPaid(sold) };
  if (sold.pointsMinor === 0) return checkout.confirm(purchaseId, { ...call, receipt, asPaid: true });
  const lines = receipt.lines.map((line) => ({
    ...line,
    flags: [...new Set([...line.flags, 'noDiscount' as const])],
  }));
  return checkout.confirm(purchaseId, { ...call, receipt: { ...receipt, lines } });
}

/** The lines at the money that was taken, and beside it what points paid. */
function linesAsPaid({ cart, paidMinor, pointsMinor, tenders }: SoldElsewhere): PosReceipt['lines'] {
  const takenMinor = tenders.reduce((sum, { amount }) => sum + amount, 0);
  const weights = paidMinor.some((amount) => amount > 0)
    ? paidMinor
    : cart.lines.map((line) => Math.round(line.price * line.quantity));
  const amounts = allocate(takenMinor + pointsMinor, weights);
  return cart.lines.map((line, index) => ({ ...line, amount: amounts[index] ?? 0 }));
}
