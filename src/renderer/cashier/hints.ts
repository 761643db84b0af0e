import type { Quote } from '../../contracts/quote.ts';

/** Something the cashier can say to the customer now, by how useful it is. */
export type Hint =
  | { readonly kind: 'gift'; readonly promotion: string; readonly sku: string; readonly units: number }
  | { readonly kind: 'amount'; readonly promotion: string; readonly missingMinor: number }
  | { readonly kind: 'quantity'; readonly promotion: string; readonly missing: number }
  | { readonly kind: 'message'; readonly promotion: string; readonly text: Readonly<Record<string, string>> };

/** Hints a quote holds: gifts to add, then what is nearly reached (the nearest first), then the program's own words. */
export function hintsOf(quote: Quote): Hint[] {
  const gifts = quote.gifts
    .filter((gift) => gift.missing > 0)
    .map((gift): Hint => ({ kind: 'gift', promotion: gift.promotion, sku: gift.sku, units: gift.missing }));
  const amounts: Extract<Hint, { kind: 'amount' }>[] = [];
  const quantities: Extract<Hint, { kind: 'quantity' }>[] = [];
  for (const { promotion, missing } of quote.rejected) {
    if (missing?.amount !== undefined && missing.amount > 0) {
      amounts.push({ kind: 'amount', promotion, missingMinor: missing.amount });
    } else if (missing?.quantity !== undefined && missing.quantity > 0) {
      quantities.push({ kind: 'quantity', promotion, missing: missing.quantity });
    }
  }
  amounts.sort((a, b) => a.missingMinor - b.missingMinor);
  quantities.sort((a, b) => a.missing - b.missing);
  const messages = quote.messages
    .filter((message) => message.where === 'cashier')
    .map((message): Hint => ({ kind: 'message', promotion: message.promotion, text: message.text }));
  return [...gifts, ...quantities, ...amounts, ...messages];
}
