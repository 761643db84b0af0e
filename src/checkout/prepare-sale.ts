import type { ConfirmRequest } from '../contracts/pos-api.ts';
import type { Quote } from '../contracts/quote.ts';
import type { Receipt } from '../contracts/receipt.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { assertQuoteAddsUp } from '../loyalty/invariants.ts';
import { instantToMs } from '../loyalty/ledger/instant.ts';
import { assert, defined } from '../shared/assert.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { asPaidReceipt } from './as-paid.ts';
import type { CheckoutPorts, KnownReceipt, OpenReceiptRecord, SaleWriter } from './ports.ts';
import type { Priced, Pricing } from './pricing.ts';
import { receiptOf } from './receipt-of.ts';
import { saleTimeMs } from './sale-member.ts';

export type PreparedSale = {
  readonly receipt: Receipt;
  readonly priced: Priced;
  readonly before: OpenReceiptRecord | null;
  readonly nowMs: number;
};

export type SaleToPrepare = {
  readonly purchaseId: string;
  readonly request: ConfirmRequest;
  /** The purchase as this transaction knows it. */
  readonly known: KnownReceipt | null;
};

/** Everything that may refuse, in a fixed order, before the first write. */
export function prepareSale(
  ports: CheckoutPorts,
  pricing: Pricing,
  writer: SaleWriter,
  { purchaseId, request, known }: SaleToPrepare,
): Result<PreparedSale, Refusal> {
  const closed = refuseClosed(writer, purchaseId, known, request);
  if (closed !== null) return err(closed);
  const before = known?.state === 'open' ? known : null;
  const cart = cartOf(ports, purchaseId, before, request);
  if (!cart.ok) return cart;
  const { receipt, memberId } = cart.value;
  const nowMs = saleTimeMs(ports);
  const member = pricing.member(writer, memberId, nowMs, purchaseId);
  if (!member.ok) return member;
  const priced = pricing.price(
    receipt,
    member.value,
    before?.pack ?? null,
    before === null ? lateSaleTimeMs(ports, receipt, nowMs) : nowMs,
  );
  if (!priced.ok) return priced;
  const { quote } = priced.value;
  // The last look before the disk: figures that do not add up must never be booked.
  assertQuoteAddsUp(quote);
  const { gross, net } = quote.totals;
  assert(request.asPaid === undefined || net === gross, 'a sale booked as paid has nothing taken off');
  if (before !== null && request.receipt === undefined) {
    const changed = refuseChanged(before.quote, quote);
    // What was told stays what was told: the same call again is refused again, until the register has asked for the new
    // figures itself and shown them.
    if (changed !== null) return err(changed);
  }
  const unpaid = refuseTenders(request, quote);
  if (unpaid !== null) return err(unpaid);
  return ok({ receipt, priced: priced.value, before, nowMs });
}

/** A sale the agent hears of later is priced by the program of its own time, as far back as one is known here. */
function lateSaleTimeMs(ports: CheckoutPorts, receipt: Receipt, nowMs: number): number {
  const atMs = Math.min(instantToMs(receipt.at), nowMs);
  return ports.store.packs.activeAt(atMs) === null ? nowMs : atMs;
}

function refuseClosed(
  writer: SaleWriter,
  purchaseId: string,
  before: KnownReceipt | null,
  request: ConfirmRequest,
): Refusal | null {
  if (before !== null && before.state !== 'open') {
    return refusal(
      'receipt-closed',
      `Purchase ${purchaseId} is ${before.state} by operation ${before.operationId}.`,
    );
  }
  if (before === null && request.receipt === undefined) {
    return refusal('unknown-purchase', `Purchase ${purchaseId} is not known here; send it with its receipt.`);
  }
  const sameFiscal = writer.purchaseOfFiscalReceipt(request.fiscal);
  if (sameFiscal === null) return null;
  const { number, time } = request.fiscal;
  return refusal(
    'receipt-closed',
    `Fiscal receipt ${number} of ${time} was confirmed as purchase ${sameFiscal}.`,
  );
}

function cartOf(
  ports: CheckoutPorts,
  purchaseId: string,
  before: OpenReceiptRecord | null,
  request: ConfirmRequest,
): Result<{ receipt: Receipt; memberId: string | null }, Refusal> {
  const identity = ports.store.identity.get();
  if (identity === null) return err(refusal('unavailable', 'The till is not enrolled yet.'));
  if (request.receipt !== undefined) {
    const place = { store: identity.store, till: identity.till, purchaseId };
    const given = receiptOf(request.receipt, place);
    if (!given.ok) return given;
    const receipt = request.asPaid === undefined ? given.value : asPaidReceipt(given.value);
    return ok({ receipt, memberId: request.receipt.member });
  }
  if (request.asPaid !== undefined) {
    const message = 'Only a receipt that comes with the call can be booked as paid.';
    return err(refusal('invalid', message, [{ path: 'asPaid', message }]));
  }
  const known = defined(before, 'an unknown purchase comes with its receipt');
  return ok({ receipt: known.cart, memberId: known.memberId });
}

/** What the customer was told must be what is booked. */
function refuseChanged(told: Quote, now: Quote): Refusal | null {
  const points = (quote: Quote): number => quote.redeem?.points ?? 0;
  if (points(now) < points(told)) {
    return refusal(
      'points-short',
      `The receipt was quoted with ${points(told)} points, but only ${points(now)} can be spent now.`,
    );
  }
  if (now.totals.net !== told.totals.net || points(now) !== points(told)) {
    return refusal(
      'quote-changed',
      `The receipt was quoted at ${told.totals.net} minor units and now costs ${now.totals.net}.`,
    );
  }
  return null;
}

function refuseTenders(request: ConfirmRequest, quote: Quote): Refusal | null {
  if (request.tenders.length === 0) return null;
  const paidMinor = request.tenders.reduce((sum, tender) => sum + tender.amount, 0);
  if (paidMinor === quote.totals.net) return null;
  return refusal(
    'tenders-mismatch',
    `The tenders sum to ${paidMinor} minor units, the net of the receipt is ${quote.totals.net}.`,
    [{ path: 'tenders', message: `Must sum to ${quote.totals.net}.` }],
  );
}
