import { quoteContextSchema } from '../../../src/contracts/quote-context.ts';
import { compileProgram } from '../../../src/loyalty/program/compile.ts';
import { quote } from '../../../src/loyalty/quote.ts';
import type { Answer, EngineFactory } from '../engine.ts';

/** This project's engine as a till calls it: reasons, exact allocation, messages, fiscal split and its own checks on. */
export const kopilka: EngineFactory = ({ program, member }) => {
  const compiled = compileProgram(program, 1);
  const context = quoteContextSchema.parse({});
  return {
    name: 'Kopilka',
    source: 'src/loyalty/quote.ts',
    note: 'reasons, exact allocation, messages, fiscal split',
    toleranceMinor: 0,
    quote: (receipt): Answer => {
      const { lines, totals } = quote(compiled, member, receipt, context);
      return {
        discountMinor: totals.discount,
        // Read only by the check of equal discounts.
        get lineDiscountsMinor() {
          return lines.map((line) => line.gross - line.net);
        },
        points: totals.earned.main ?? 0,
      };
    },
  };
};
