import type { Quote } from '../../../src/contracts/quote.ts';
import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import type { Answer, EngineFactory } from '../engine.ts';

/** Discounts by line are read only by the check of equal discounts: a getter of the class costs a quote nothing. */
class QuoteAnswer implements Answer {
  readonly discountMinor: number;
  readonly points: number;
  readonly #lines: Quote['lines'];

  constructor({ lines, totals }: Quote) {
    this.discountMinor = totals.discount;
    this.points = totals.earned.main ?? 0;
    this.#lines = lines;
  }

  get lineDiscountsMinor(): number[] {
    return this.#lines.map((line) => line.gross - line.net);
  }
}

/** This project's engine as a till calls it: reasons, exact allocation, messages, fiscal split and its own checks on. */
export const kopilka: EngineFactory = ({ program, member }) => {
  const compiled = compileProgram(program, 1);
  const context = quoteContextSchema.parse({});
  return {
    name: 'Kopilka',
    source: 'src/loyalty/quote.ts',
    note: 'reasons, exact allocation, messages, fiscal split',
    toleranceMinor: 0,
    quote: (receipt) => new QuoteAnswer(quote(compiled, member, receipt, context)),
  };
};
