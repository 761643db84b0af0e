import type { Language } from '../../contracts/local-text.ts';
import type { CompiledProgram } from '../../loyalty/program/compile.ts';
import { quote } from '../../loyalty/quote.ts';
import { MAX_LINE_BYTES, type Range, visitLines } from './line-ranges.ts';
import type { RangeDone, RefusedLine } from './messages.ts';
import { readStoredReceipt, refuseLine } from './stored-receipt.ts';
import { addQuote, createTally } from './tally.ts';

/** Refused lines told one by one in a range; a file of garbage must not fill the memory. All are counted. */
export const MOST_REFUSED = 10_000;

const MAX_LINE_MIB = MAX_LINE_BYTES / 2 ** 20;
const tooLong = {
  en: `The line is longer than ${MAX_LINE_MIB} MiB.`,
  ru: `Строка длиннее ${MAX_LINE_MIB} МиБ.`,
};

/** Quotes the receipts of one range under each program. `file` is an open descriptor. */
export function simulateRange(
  file: number,
  range: Range,
  programs: readonly CompiledProgram[],
  language: Language,
): RangeDone {
  const tallies = programs.map(createTally);
  const refused: RefusedLine[] = [];
  let refusedCount = 0;
  let lines = 0;
  visitLines(file, range, (text) => {
    lines += 1;
    if (text !== null && text.trim() === '') return;
    const stored =
      text === null ? refuseLine('invalid', tooLong, language) : readStoredReceipt(text, language);
    if (!stored.ok) {
      refusedCount += 1;
      if (refused.length < MOST_REFUSED) refused.push({ line: lines, problem: stored.error });
      return;
    }
    const { receipt, member, context } = stored.value;
    programs.forEach((program, i) => {
      const tally = tallies[i];
      if (tally === undefined) return;
      addQuote(tally, program.program, quote(program, member, receipt, context), member);
    });
  });
  return { range: range.index, lines, tallies, refused, refusedCount };
}
