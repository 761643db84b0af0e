import type { Quote } from '../../contracts/quote.ts';
import type { PurchaseBody, PurchaseOperation } from '../../contracts/sync.ts';
import { earnedPoints, spentPoints } from '../../loyalty/ledger/quote-points.ts';
import type { OperationRefusal } from './read-operation.ts';
import { byWallet, sameSums, sum } from './sums.ts';

/**
 * Whether a purchase agrees with itself: its quote adds up, its postings sum to 0 and move exactly what the quote
 * says, its lots are what the postings fill. Null when all holds.
 */
export function checkPurchase(operation: PurchaseOperation): OperationRefusal | null {
  const body = operation.body;
  const quoteFault = faultOfQuote(body);
  if (quoteFault !== null) return { code: 'quote-mismatch', detail: quoteFault };
  const ledgerFault = faultOfPostings(operation.id, body);
  return ledgerFault === null ? null : { code: 'unbalanced', detail: ledgerFault };
}

function faultOfQuote(body: PurchaseBody): string | null {
  const { quote, receipt } = body;
  if (receipt.purchaseId !== body.purchaseId || quote.purchaseId !== body.purchaseId) {
    return 'Receipt, quote and operation name different purchases.';
  }
  const lineIds = quote.lines.map((line) => line.id);
  if (JSON.stringify(lineIds) !== JSON.stringify(receipt.lines.map((line) => line.id))) {
    return 'The quote has other lines than the receipt.';
  }
  for (const line of quote.lines) {
    const discount = sum(line.discounts.map((one) => one.amount));
    if (line.net < 0 || line.gross - discount - line.paidWithPoints !== line.net) {
      return `Line ${line.id} does not add up.`;
    }
  }
  return faultOfTotals(quote);
}

function faultOfTotals(quote: Quote): string | null {
  const { totals, lines } = quote;
  if (totals.gross !== sum(lines.map((line) => line.gross)))
    return 'The total gross is not the sum of the lines.';
  if (totals.net !== sum(lines.map((line) => line.net))) return 'The total net is not the sum of the lines.';
  if (totals.paidWithPoints !== sum(lines.map((line) => line.paidWithPoints))) {
    return 'The total paid with points is not the sum of the lines.';
  }
  if (totals.gross - totals.discount - totals.paidWithPoints !== totals.net)
    return 'The totals do not add up.';
  for (const [wallet, points] of Object.entries(totals.earned)) {
    if (points !== sum(lines.map((line) => line.earned[wallet] ?? 0))) {
      return `The points earned in wallet ${wallet} are not the sum of the lines.`;
    }
  }
  return null;
}

function faultOfPostings(operationId: string, body: PurchaseBody): string | null {
  const { postings, lots, member, quote } = body;
  if (member === null && (postings.length > 0 || lots.length > 0)) return 'A guest moves no points.';
  if (postings.some((leg) => leg.memberId !== member)) return 'A posting belongs to another member.';
  if (postings.some((leg) => leg.points === 0)) return 'A posting moves no points.';
  for (const [wallet, points] of Object.entries(byWallet(postings))) {
    if (points !== 0) return `The postings of wallet ${wallet} sum to ${points}, not to 0.`;
  }
  const accounts = byWallet(
    postings.filter((leg) => !['issued', 'redeemed', 'pending', 'available'].includes(leg.account)),
  );
  if (Object.keys(accounts).length > 0) return 'A purchase moves points of accounts it has no business with.';
  const spent = byWallet(postings.filter((leg) => leg.account === 'redeemed'));
  if (!sameSums(spent, member === null ? {} : spentPoints(quote))) {
    return 'The postings do not spend what the quote says.';
  }
  const issued = byWallet(postings.filter((leg) => leg.account === 'issued'));
  const earned = Object.fromEntries(Object.entries(issued).map(([wallet, points]) => [wallet, -points]));
  if (!sameSums(earned, member === null ? {} : earnedPoints(quote))) {
    return 'The postings do not issue what the quote says.';
  }
  return faultOfLots(operationId, body);
}

function faultOfLots(operationId: string, body: PurchaseBody): string | null {
  const filled = new Map<string, number>();
  for (const leg of body.postings) {
    if (leg.account === 'issued') filled.set(leg.lotId, (filled.get(leg.lotId) ?? 0) - leg.points);
  }
  for (const lot of body.lots) {
    if (lot.id !== `${operationId}:${lot.wallet}`) return `Lot ${lot.id} is not named after its operation.`;
    if (lot.memberId !== body.member) return `Lot ${lot.id} belongs to another member.`;
    if (filled.get(lot.id) !== lot.points) return `Lot ${lot.id} does not hold what was issued into it.`;
  }
  const moved = new Map<string, number>();
  for (const leg of body.postings) {
    if (leg.account !== 'pending' && leg.account !== 'available') continue;
    moved.set(leg.lotId, (moved.get(leg.lotId) ?? 0) + leg.points);
  }
  for (const [lotId, points] of moved) {
    if (points > (filled.get(lotId) ?? 0)) return `Lot ${lotId} gets more points than were issued into it.`;
  }
  if (filled.size !== body.lots.length)
    return 'Points were issued into a lot that the operation does not create.';
  return null;
}
