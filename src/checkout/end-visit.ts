import type { CheckoutPorts } from './ports.ts';

/** The member's last receipt here is closed: what was set aside for this visit goes back to the hub. */
export function endVisit({ store, leases }: CheckoutPorts, memberId: string | null): void {
  if (memberId === null || leases === undefined) return;
  if (store.openReceipts().every((receipt) => receipt.memberId !== memberId)) leases.endVisit(memberId);
}
