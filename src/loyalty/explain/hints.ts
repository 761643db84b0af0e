import type { Quote } from '../../contracts/quote.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import { goodsOf } from '../program/overlap.ts';
import { compileSelector, type LineTest } from '../program/selectors.ts';
import { isHint, moreOf, towards } from './how-much.ts';
import { missedOf } from './missed.ts';
import { nextStepOf } from './next-step.ts';
import { countsWeighed } from './weighed.ts';
import type { Words } from './words.ts';

/** A hint and which goods it is about. */
export type Hint = { readonly promotion: string; readonly text: string; readonly isAbout: LineTest };

/** What would bring more, each promotion or reward once. */
export function hintsOf(words: Words, quote: Quote, lines: readonly ReceiptLine[]): Hint[] {
  const missed = new Map(quote.rejected.filter(isHint).map((entry) => [entry.promotion, entry]));
  const applied = new Set(quote.applied.map(({ promotion }) => promotion));
  const { promotions, rewards } = words.program.program;
  const sources = [...promotions, ...rewards.map(({ id, then }) => ({ id, then: [then] }))];
  return sources.flatMap((source): Hint[] => {
    const { id, then } = source;
    const entry = missed.get(id);
    const next = applied.has(id) ? nextStepOf(source, quote, lines) : null;
    if (entry === undefined && next === null) return [];
    const tests = then.flatMap(goodsOf).map(compileSelector);
    const isOfGoods: LineTest = (line) => tests.some((test) => test(line));
    const hints: Hint[] = [];
    if (entry !== undefined) {
      const { text, isAbout } = missedOf(words, source, entry, lines);
      hints.push({ promotion: id, text, isAbout: isAbout ?? isOfGoods });
    }
    if (next !== null) {
      const much = moreOf(words, next.by, next.more, countsWeighed(source, lines));
      hints.push({ promotion: id, text: towards(words, much, id, next.percent), isAbout: isOfGoods });
    }
    return hints;
  });
}

/** Each hint at the first line it is about, by the line's place; what is about none of them is left over. */
export function placeHints(
  hints: readonly Hint[],
  lines: readonly ReceiptLine[],
): { readonly byLine: ReadonlyMap<number, readonly string[]>; readonly rest: readonly string[] } {
  const byLine = new Map<number, string[]>();
  const rest: string[] = [];
  for (const { text, isAbout } of hints) {
    const place = lines.findIndex(isAbout);
    if (place < 0) rest.push(text);
    else byLine.set(place, [...(byLine.get(place) ?? []), text]);
  }
  return { byLine, rest };
}
