import type { Quote } from '../contracts/quote.ts';
import { assert } from '../shared/assert.ts';

/** Stops a quote that does not add up: a till must not sell by wrong sums. Only a bug can get here. */
export function assertQuoteAddsUp(quote: Quote): void {
  let gross = 0;
  let discount = 0;
  let paidWithPoints = 0;
  let net = 0;
  for (const line of quote.lines) {
    let off = 0;
    for (const { amount } of line.discounts) {
      assert(amount > 0, `line ${line.id} has a discount of ${amount}`);
      off += amount;
    }
    assert(
      line.gross - off - line.paidWithPoints === line.net && line.net >= 0 && line.paidWithPoints >= 0,
      `line ${line.id}: ${line.gross} - ${off} - ${line.paidWithPoints} is not ${line.net}`,
    );
    gross += line.gross;
    discount += off;
    paidWithPoints += line.paidWithPoints;
    net += line.net;
  }
  const { totals } = quote;
  assert(
    gross === totals.gross &&
      discount === totals.discount &&
      paidWithPoints === totals.paidWithPoints &&
      net === totals.net,
    'totals are not the sums of the lines',
  );
  for (const wallet of Object.keys(totals.earned)) {
    let earned = 0;
    for (const line of quote.lines) earned += line.earned[wallet] ?? 0;
    assert(earned === totals.earned[wallet], `points of ${wallet} do not sum over the lines`);
  }
}
