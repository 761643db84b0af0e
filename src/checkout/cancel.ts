import type { CancelRequest, CancelResult } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { endVisit } from './end-visit.ts';
import type { CheckoutPorts, SaleWriter } from './ports.ts';
import { refuseByMode } from './refuse-by-mode.ts';
import { callHash, replay } from './replay.ts';

export type Cancel = (purchaseId: string, request: CancelRequest) => Result<CancelResult, Refusal>;

/** Closes an open receipt without a trace in the ledger. */
export function createCancel(ports: CheckoutPorts): Cancel {
  return (purchaseId, request) => {
    const bodyHash = callHash('cancel', purchaseId, request);
    const earlier = replay(ports.store, request.operationId, bodyHash);
    // Only cancel stores under this hash, so the stored answer is a cancel's.
    if (earlier !== null) return earlier as Result<CancelResult, Refusal>;
    const refused = refuseByMode(ports);
    if (refused !== null) return err(refused);
    const open = ports.store.receipt(purchaseId);
    const outcome = ports.store.transaction((writer) => book(ports, writer, purchaseId, request, bodyHash));
    if (!outcome.ok) return outcome;
    ports.store.carts.forget(purchaseId);
    endVisit(ports, open?.state === 'open' ? open.memberId : null);
    return outcome;
  };
}

function book(
  ports: CheckoutPorts,
  writer: SaleWriter,
  purchaseId: string,
  request: CancelRequest,
  bodyHash: string,
): Result<CancelResult, Refusal> {
  const { operationId } = request;
  const receipt = writer.receipt(purchaseId);
  if (receipt === null) return err(refusal('unknown-purchase', `Purchase ${purchaseId} is not known here.`));
  if (receipt.state !== 'open') {
    return err(refusal('receipt-closed', `Purchase ${purchaseId} is ${receipt.state}.`));
  }
  const atMs = Math.round(ports.clock.wallMs());
  const result: CancelResult = { purchaseId, operationId, state: 'cancelled' };
  writer.closeReceipt({ ...result, fiscal: null, closedMs: atMs });
  writer.putAnswer({ operationId, bodyHash, answer: JSON.stringify(result), memberId: null, atMs });
  return ok(result);
}
