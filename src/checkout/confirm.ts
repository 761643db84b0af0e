import type { ConfirmRequest, ConfirmResult } from '../contracts/pos-api.ts';
import type { Refusal } from '../contracts/refusal.ts';
import { assert, defined } from '../shared/assert.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { bookSale } from './book-sale.ts';
import type { CheckoutPorts } from './ports.ts';
import { prepareSale } from './prepare-sale.ts';
import type { Pricing } from './pricing.ts';
import { refuseByMode } from './refuse-by-mode.ts';
import { callHash, replay } from './replay.ts';

export type Confirm = (purchaseId: string, request: ConfirmRequest) => Result<ConfirmResult, Refusal>;

/**
 * Closes a receipt: quote, postings, member, journal, outbox, print job and answer become durable in one transaction
 * before anything is answered. The same operation with the same body always gets the same answer.
 */
export function createConfirm(ports: CheckoutPorts, pricing: Pricing): Confirm {
  return (purchaseId, request) => {
    const { operationId } = request;
    const bodyHash = callHash('confirm', purchaseId, request);
    const earlier = replay(ports.store, operationId, bodyHash);
    // Only confirm stores under this hash, so the stored answer is a confirm's.
    if (earlier !== null) return earlier as Result<ConfirmResult, Refusal>;
    const refused = refuseByMode(ports);
    if (refused !== null) return err(refused);
    const outcome = ports.store.transaction((writer) => {
      const sale = prepareSale(ports, pricing, writer, purchaseId, request);
      return sale.ok ? ok(bookSale(ports, writer, { ...sale.value, request, bodyHash })) : sale;
    });
    if (!outcome.ok) return outcome;
    const { answer, head, memberId } = outcome.value;
    const stored = defined(ports.store.answer(operationId), 'a committed answer is there');
    assert(stored.answer === answer, 'the answer reads back as it was written');
    assert(ports.store.receipt(purchaseId)?.state === 'confirmed', 'a committed receipt is confirmed');
    assert(ports.store.journalHead().hash === head.hash, 'the journal ends with the committed operation');
    ports.onCommitted?.({ operationId, purchaseId, memberId });
    return ok(JSON.parse(stored.answer) as ConfirmResult);
  };
}
