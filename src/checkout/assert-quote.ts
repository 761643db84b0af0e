import type { Quote } from '../contracts/quote.ts';
import { assert } from '../shared/assert.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The last look before the disk: the quote's own sums. A difference is a bug and stops the transaction. */
export function assertQuote(quote: Quote): void {
  for (const line of quote.lines) {
    const discount = sum(line.discounts.map((one) => one.amount));
    assert(line.net >= 0, `line ${line.id} costs less than nothing`);
    assert(line.gross - discount - line.paidWithPoints === line.net, `line ${line.id} does not add up`);
  }
  const { totals, lines } = quote;
  assert(totals.gross === sum(lines.map((line) => line.gross)), 'gross is not the sum of the lines');
  assert(totals.net === sum(lines.map((line) => line.net)), 'net is not the sum of the lines');
  assert(totals.gross - totals.discount - totals.paidWithPoints === totals.net, 'the totals do not add up');
  for (const [wallet, points] of Object.entries(totals.earned)) {
    const earned = sum(lines.map((line) => line.earned[wallet] ?? 0));
    assert(points === earned, `points of wallet ${wallet} are not the sum of the lines`);
  }
}
