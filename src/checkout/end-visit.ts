import type { CheckoutPorts } from './ports.ts';
import { usesLeases } from './sale-member.ts';

/** The member's last receipt here is closed: what was set aside for this visit goes back to the hub. */
export function endVisit(ports: CheckoutPorts, memberId: string | null): void {
  if (memberId === null || !usesLeases(ports)) return;
  const isOver = ports.store.openReceipts().every((receipt) => receipt.memberId !== memberId);
  if (isOver) ports.leases?.endVisit(memberId);
}
