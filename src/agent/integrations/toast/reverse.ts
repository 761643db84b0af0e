import type { IntegrationParts } from '../parts.ts';
import { accepted, refusedAnswer, rejected, type ToastAnswer } from './answer.ts';
import { operationOf } from './operations.ts';
import { storedRedeem } from './redeem.ts';
import type { ReverseInformation } from './schemas.ts';

/** LOYALTY_REVERSE: undoes a redemption that was not accrued yet, or takes a whole accrued check back. */
export async function reverse(
  parts: IntegrationParts,
  transactionGuid: string,
  { transactionId }: ReverseInformation,
): Promise<ToastAnswer> {
  const { store } = parts;
  const operationId = operationOf('reverse', transactionGuid);
  if (store.answer(operationId) !== null) return accepted();
  const accrued = store.bookedQuote(operationOf('accrue', transactionId));
  if (accrued !== null) return takeBack(parts, transactionGuid, operationId, accrued.purchaseId);
  const redeemed = storedRedeem(parts, transactionId);
  if (redeemed === null) return rejected('ERROR_TRANSACTION_DOES_NOT_EXIST');
  const receipt = store.receipt(redeemed.purchaseId);
  if (receipt?.state === 'confirmed') {
    // Its points come back with the check itself, and only with it.
    return store.returnsOf(receipt.operationId).length > 0
      ? accepted()
      : rejected('ERROR_TRANSACTION_CANNOT_BE_REVERSED');
  }
  const cancelled = parts.checkout.cancel(redeemed.purchaseId, { operationId });
  return cancelled.ok ? accepted() : refusedAnswer(cancelled.error);
}

async function takeBack(
  { checkout, store }: IntegrationParts,
  transactionGuid: string,
  operationId: string,
  purchaseId: string,
): Promise<ToastAnswer> {
  const purchase = store.purchase(purchaseId);
  if (purchase === null) return rejected('ERROR_TRANSACTION_DOES_NOT_EXIST');
  const lines = purchase.body.receipt.lines.map(({ id, quantity }) => ({ id, quantity }));
  const returnId = `toast:${transactionGuid}`;
  const taken = await checkout.returns.take({ operationId, returnId, purchaseId, lines });
  if (taken.ok) return accepted();
  return taken.error.code === 'manager-pin-needed'
    ? rejected('ERROR_TRANSACTION_CANNOT_BE_REVERSED')
    : refusedAnswer(taken.error);
}
