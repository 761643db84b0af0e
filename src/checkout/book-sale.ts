import type { ConfirmRequest, ConfirmResult } from '../contracts/pos-api.ts';
import { spentPoints } from '../loyalty/ledger/quote-points.ts';
import { assert, defined } from '../shared/assert.ts';
import { canonicalText } from '../shared/canonical-text.ts';
import { uuidV7 } from '../shared/ids.ts';
import { appendOperation } from './append-operation.ts';
import { couponsOfSale, issuedViews } from './coupons.ts';
import type { KeptSlips } from './kept-slips.ts';
import type { LeaseDraw } from './lease-book.ts';
import { memberView } from './member-view.ts';
import type { CheckoutPorts, KnownMember, SaleWriter } from './ports.ts';
import type { PreparedSale } from './prepare-sale.ts';
import type { Pricing } from './pricing.ts';
import { purchaseBody } from './purchase-body.ts';
import { knownOf, type SaleMember, saleMember, usesLeases } from './sale-member.ts';
import { slipOffers } from './slip-offers.ts';

/** `slips`: laid out already where the receipt was quoted before. */
export type BookingParts = { readonly pricing: Pricing; readonly slips: KeptSlips };

export type SaleToBook = PreparedSale & { readonly request: ConfirmRequest; readonly bodyHash: string };
export type BookedSale = {
  /** JSON text of the ConfirmResult's `member`, `slip` and `coupons`; the rest stands in the journal. */
  readonly answer: string;
  /** The quote as it stands in the journal: canonical JSON. */
  readonly quoteText: string;
  readonly memberId: string | null;
  /** What it takes from leases, once it is on the disk. */
  readonly draws: readonly LeaseDraw[];
};

/** All writes of a sale, in one transaction of the caller. */
export function bookSale(
  ports: CheckoutPorts,
  { pricing, slips }: BookingParts,
  writer: SaleWriter,
  sale: SaleToBook,
): BookedSale {
  const { request, receipt, nowMs } = sale;
  const { quote, pack, member } = sale.priced;
  const { operationId } = request;
  const memberId = member?.record.id ?? null;
  const wallMs = Math.round(ports.clock.wallMs());
  // Read while nothing is written: a sale that reads behind its own rows has to put each in its place at once.
  writer.journalHead();
  const coupons = couponsOfSale(ports, writer, quote);
  const spent = memberId === null ? {} : spentPoints(quote);
  const draws = (memberId !== null && usesLeases(ports) && ports.leases?.plan(memberId, spent)) || [];
  const body = purchaseBody({
    operationId,
    atMs: nowMs,
    receipt,
    quote,
    member,
    program: pack.program,
    fiscal: request.fiscal,
    tenders: request.tenders,
    coupons,
    leases: draws,
    seen: sale.priced.seen,
  });
  const fact = { id: operationId, kind: 'purchase', body } as const;
  const after = writer.recordOperation(fact, member === null ? null : knownOf(member));
  const quoteText = canonicalText(quote);
  appendOperation(ports, writer, {
    fact,
    pack: pack.manifest.number,
    nowMs,
    spent,
    leased: pointsOf(draws),
    written: { quote: quoteText, receipt: canonicalText(receipt) },
  });
  writer.closeReceipt({
    purchaseId: receipt.purchaseId,
    state: 'confirmed',
    operationId,
    fiscal: request.fiscal,
    closedMs: wallMs,
  });
  const issued = issuedViews(coupons?.issued ?? [], pack.program);
  const answer = answerAndPrint(ports, writer, sale, { known: after, issued, pricing, slips }, wallMs);
  writer.putAnswer({ operationId, bodyHash: sale.bodyHash, answer, memberId, atMs: wallMs });
  return { answer, quoteText, memberId, draws };
}

function pointsOf(draws: readonly LeaseDraw[]): Record<string, number> {
  const points: Record<string, number> = {};
  for (const draw of draws) points[draw.wallet] = (points[draw.wallet] ?? 0) + draw.points;
  return points;
}

/** The member as the sale left one, and the coupons it made. */
type AfterSale = {
  readonly known: KnownMember | null;
  readonly issued: ConfirmResult['coupons'];
} & BookingParts;

/** The answer shows the member as the sale left one; the slip is queued for the till's own printer if it has one. */
function answerAndPrint(
  ports: CheckoutPorts,
  writer: SaleWriter,
  sale: SaleToBook,
  { known, issued, pricing, slips }: AfterSale,
  wallMs: number,
): string {
  const { receipt, nowMs } = sale;
  const { quote, pack } = sale.priced;
  const after = memberAfter(ports, sale, known);
  const offline = ports.mode() !== 'online';
  const { profile, own } = ports.printing();
  const language = ports.language();
  const { text: slipText, bytes } = slips(
    {
      receipt,
      quote,
      program: pack.program,
      member: after,
      config: ports.store.config.get(),
      language,
      offline,
      nowMs,
      coupons: issued,
      offers: slipOffers(pricing, { pack, member: after, quote, nowMs }, language),
    },
    profile,
  );
  const memberId = after?.record.id ?? null;
  if (own) {
    const id = uuidV7(ports.clock, ports.random);
    writer.queuePrint({ id, purchaseId: receipt.purchaseId, memberId, bytes }, wallMs);
  }
  const view: ConfirmResult['member'] = after === null ? null : memberView(after, pack.program, offline);
  return `{"member":${JSON.stringify(view)},"slip":${slipText},"coupons":${JSON.stringify(issued)}}`;
}

function memberAfter(ports: CheckoutPorts, sale: SaleToBook, known: KnownMember | null): SaleMember | null {
  const { member, quote } = sale.priced;
  if (member === null) return null;
  // What other receipts hold is what it was when the member was read for this sale, in the same transaction.
  const { held } = member;
  const after = saleMember(ports, defined(known, 'the member of a sale is known'), sale.nowMs, held);
  const spent = spentPoints(quote);
  for (const wallet of sale.priced.pack.program.wallets) {
    const sumOf = (one: SaleMember): number => {
      const { balance, pending } = one.balances[wallet.id] ?? { balance: 0, pending: 0 };
      return balance + pending;
    };
    const expected = sumOf(member) + (quote.totals.earned[wallet.id] ?? 0) - (spent[wallet.id] ?? 0);
    assert(
      sumOf(after) === expected,
      `the balance of wallet ${wallet.id} moved by something else than the sale`,
    );
  }
  return after;
}
