import type { ConfirmRequest, ConfirmResult } from '../contracts/pos-api.ts';
import type { Refusal } from '../contracts/refusal.ts';
import { defined } from '../shared/assert.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { appendAudit } from './audit.ts';
import { type BookingParts, bookSale } from './book-sale.ts';
import { endVisit } from './end-visit.ts';
import type { CheckoutPorts, KnownAnswer, KnownReceipt, SaleWriter } from './ports.ts';
import { type PreparedSale, prepareSale } from './prepare-sale.ts';
import { refuseByMode } from './refuse-by-mode.ts';
import { callHash, replayText } from './replay.ts';
import type { HeldUp, SaleGuard } from './sale-guard.ts';

export type Confirm = (purchaseId: string, request: ConfirmRequest) => Result<ConfirmResult, Refusal>;
/** JSON text of a ConfirmResult. */
export type ConfirmText = (purchaseId: string, request: ConfirmRequest) => Result<string, Refusal>;

/**
 * Closes a receipt: quote, postings, member, journal, outbox, print job and answer become durable in one transaction
 * before anything is answered. The same operation with the same body always gets the same bytes.
 */
export function createConfirm(ports: CheckoutPorts, parts: BookingParts, guard: SaleGuard): ConfirmText {
  const { store } = ports;
  const { pricing } = parts;
  return (purchaseId, request) => {
    const { operationId } = request;
    const bodyHash = callHash('confirm', purchaseId, request);
    const earlier = replayText(store, operationId, bodyHash);
    if (earlier !== null) {
      if (!earlier.ok) return earlier;
      const quote = defined(
        store.bookedQuote(operationId),
        'a stored answer has its operation in the journal',
      );
      return ok(answerText(purchaseId, earlier.value, canonicalJson(quote)));
    }
    const isLate = request.receipt !== undefined;
    const refused = refuseByMode(ports);
    if (refused !== null) return err(refused);
    let held: HeldUp | null = null;
    const outcome = store.transaction((writer) => {
      const known = writer.receipt(purchaseId);
      held = isLate ? null : heldUpNow(guard, writer, known);
      if (held !== null) return err(held.refusal);
      const sale = prepareSale(ports, pricing, writer, { purchaseId, request, known });
      if (!sale.ok) return sale;
      if (isLate) noticeLate(ports, guard, writer, sale.value);
      const { quote } = sale.value.priced;
      const sold = isLate ? null : { quote, cash: paysCash(request) };
      return ok({ ...bookSale(ports, parts, writer, { ...sale.value, request, bodyHash }), sold });
    });
    tell(held);
    if (!outcome.ok) return outcome;
    const { answer, quoteText, memberId, draws, sold } = outcome.value;
    ports.leases?.taken(draws);
    store.carts.forget(purchaseId);
    endVisit(ports, memberId);
    ports.onCommitted?.({ operationId, purchaseId, memberId, ...(sold === null ? {} : { sale: sold }) });
    return ok(answerText(purchaseId, { operationId, answer }, quoteText));
  };
}

const paysCash = ({ tenders }: ConfirmRequest): boolean =>
  tenders.some(({ type, amount }) => type === 'cash' && amount > 0);

/** In the audit log, in a transaction of its own: the sale's came to nothing. */
const tell = (held: HeldUp | null): void => held?.tell();

/** A rule may have come into force, or another receipt been paid, since the cart was last quoted. */
function heldUpNow(guard: SaleGuard, writer: SaleWriter, open: KnownReceipt | null): HeldUp | null {
  if (open?.state !== 'open' || open.memberId === null) return null;
  const member = writer.member(open.memberId)?.record ?? null;
  return guard.holdUp(writer, { purchaseId: open.purchaseId, cashier: open.cart.cashier ?? null, member });
}

/** The goods of a late sale are gone: it is booked, and what would have stopped it is told. */
function noticeLate(ports: CheckoutPorts, guard: SaleGuard, writer: SaleWriter, sale: PreparedSale): void {
  const { purchaseId, cashier = null } = sale.receipt;
  const member = sale.priced.member?.record ?? null;
  const stop = guard.stopOf(writer, { purchaseId, cashier, member });
  if (stop === null || member === null) return;
  appendAudit(ports, writer, {
    rule: stop.rule,
    outcome: 'noticed',
    member: member.id,
    cashier,
    subject: purchaseId,
  });
}

/**
 * The whole answer. The quote stands in the journal already, so the stored part is only what does not: member and slip.
 * Both times the quote is written in canonical form, so both times the bytes are the same.
 */
const answerText = (
  purchaseId: string,
  stored: Pick<KnownAnswer, 'operationId' | 'answer'>,
  quoteText: string,
): string =>
  `{"purchaseId":${JSON.stringify(purchaseId)},"operationId":${JSON.stringify(stored.operationId)},` +
  `"quote":${quoteText},${stored.answer.slice(1)}`;
