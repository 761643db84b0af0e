import type { Quote, QuoteLine } from '../contracts/quote.ts';
import { AssertionFailure } from '../shared/assert.ts';

/** Messages are built only here: what this is given must cost nothing on every line of every quote. */
function brokenDiscount(line: QuoteLine, promotion: string, amount: number): never {
  throw new AssertionFailure(`line ${line.id}: ${promotion} takes off ${amount}`);
}

function brokenLine({ id, gross, paidWithPoints, net }: QuoteLine, off: number): never {
  throw new AssertionFailure(`line ${id}: ${gross} - ${off} - ${paidWithPoints} is not ${net}`);
}

function discountOf(line: QuoteLine): number {
  let discount = 0;
  for (const { promotion, amount } of line.discounts) {
    if (amount <= 0) brokenDiscount(line, promotion, amount);
    discount += amount;
  }
  return discount;
}

function assertPointsAddUp(quote: Quote): void {
  const { earned } = quote.totals;
  for (const wallet of Object.keys(earned)) {
    let points = 0;
    for (const line of quote.lines) points += line.earned[wallet] ?? 0;
    if (points !== earned[wallet])
      throw new AssertionFailure(`points of ${wallet} do not sum over the lines`);
  }
}

/** Stops a quote that does not add up: a till must not sell by wrong sums. Only a bug can get here. */
export function assertQuoteAddsUp(quote: Quote): void {
  let gross = 0;
  let discount = 0;
  let paidWithPoints = 0;
  let net = 0;
  for (const line of quote.lines) {
    const off = discountOf(line);
    const fits = line.gross - off - line.paidWithPoints === line.net && line.net >= 0;
    if (!fits || line.paidWithPoints < 0) brokenLine(line, off);
    gross += line.gross;
    discount += off;
    paidWithPoints += line.paidWithPoints;
    net += line.net;
  }
  const { totals } = quote;
  const sameSums = gross === totals.gross && discount === totals.discount;
  if (!sameSums || paidWithPoints !== totals.paidWithPoints || net !== totals.net) {
    throw new AssertionFailure('totals are not the sums of the lines');
  }
  assertPointsAddUp(quote);
}
