import type { ApproveRequest, ApproveResult } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { hasManagerPin } from './fraud-rules.ts';
import type { PinCheck } from './pin-check.ts';
import type { CheckoutPorts } from './ports.ts';
import type { SaleGuard } from './sale-guard.ts';

export type ApproveSale = (
  purchaseId: string,
  request: ApproveRequest,
) => Promise<Result<ApproveResult, Refusal>>;

/**
 * A manager lets one receipt of one member through. Nothing of the call is stored but who did it, so that no PIN can be
 * found again; sent once more it does the same once more.
 */
export function createApproveSale(ports: CheckoutPorts, pins: PinCheck, guard: SaleGuard): ApproveSale {
  return async (purchaseId, { member: memberId, cashier, ...approval }) => {
    const { store } = ports;
    const known = store.member(memberId);
    if (known === null)
      return err(refusal('unknown-member', `Member ${memberId} is not known at this till.`));
    const before = store.receipt(purchaseId);
    if (before !== null && before.state !== 'open') {
      return err(refusal('receipt-closed', `Purchase ${purchaseId} is ${before.state}.`));
    }
    const seller = cashier ?? ports.cashier?.() ?? null;
    const stop = guard.stopOf(store, { purchaseId, cashier: seller, member: known.record });
    if (stop?.may === 'never') {
      return err(refusal('own-card', `No PIN lets the own card of ${seller ?? 'the cashier'} through.`));
    }
    if (!hasManagerPin(store.config.get())) {
      return err(refusal('no-manager-pin', 'No manager of the chain has a PIN.'));
    }
    const manager = await pins.manager(
      approval,
      { rule: stop?.rule ?? 'many-receipts', member: memberId, cashier: seller, subject: purchaseId },
      (writer, { id }) => writer.approve({ purchaseId, memberId, staff: id }),
    );
    return manager.ok ? ok({ purchaseId, member: memberId, approvedBy: manager.value.id }) : manager;
  };
}
