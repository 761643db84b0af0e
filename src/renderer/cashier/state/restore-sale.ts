import type { Problem } from '../../../contracts/problem.ts';
import type { HeldCart } from '../../../contracts/ui-api.ts';
import type { AgentClient } from '../../kit/agent-client.ts';
import type { RememberedSale } from './remembered-sale.ts';
import type { SaleEvent } from './sale-events.ts';
import { type Confirmation, isUntouched, type SaleState } from './sale-state.ts';
import type { Store } from './store.ts';

type RestorePorts = { readonly client: AgentClient; readonly sale: Store<SaleState, SaleEvent> };

const emptyCart = (purchaseId: string): HeldCart => ({
  purchaseId,
  member: null,
  lines: [],
  redeem: null,
  rewards: [],
  coupons: [],
});

/**
 * Reads a stored cart and goes on with it; gives the problem where that cannot be. With a confirmation, the payment is
 * asked about again, word for word.
 */
export async function takeUp(
  { client, sale }: RestorePorts,
  purchaseId: string,
  confirmation: Confirmation | null,
): Promise<Problem | null> {
  const read = await client.call('receipt.read', { purchaseId });
  if (read.ok) sale.dispatch({ type: 'restored', held: read.value, confirmation });
  else if (confirmation !== null && read.error.code === 'receipt-closed') {
    // The payment went through before its answer came: the agent gives the stored one.
    sale.dispatch({ type: 'restored', held: emptyCart(purchaseId), confirmation });
  } else return read.error;
  return null;
}

/** Finds the sale of before the reload. What the agent no longer has is not worth a word. */
export async function restoreSale(ports: RestorePorts, remembered: RememberedSale): Promise<void> {
  const { client, sale } = ports;
  const { purchaseId, memberId, confirmation } = remembered;
  // A cashier who has begun a new sale meanwhile is not disturbed: the old one is in the list.
  if (!isUntouched(sale.get())) return;
  if (purchaseId !== null) {
    await takeUp(ports, purchaseId, confirmation);
    return;
  }
  const view = memberId === null ? null : await client.call('member.view', { id: memberId });
  if (view?.ok === true && view.value.member !== null && isUntouched(sale.get())) {
    sale.dispatch({ type: 'member-chosen', member: view.value.member });
  }
}
