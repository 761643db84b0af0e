import type { Quote, Rejected } from '../../contracts/quote.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import { counted } from '../../contracts/sentence.ts';
import { goodsOf } from '../program/overlap.ts';
import { compileSelector, type LineTest } from '../program/selectors.ts';
import type { ReasonLanguage } from '../reason-texts.ts';
import { type NextStep, nextStepOf } from './next-step.ts';
import { countsWeighed } from './weighed.ts';
import { nameList, type Words } from './words.ts';

const formatNumber = (value: number, language: ReasonLanguage): string =>
  language === 'ru' ? String(value).replace('.', ',') : String(value);

/** "2 штуки", "2 more items"; goods by weight without a unit, which a receipt does not name. */
function moreGoods(quantity: number, language: ReasonLanguage, isWeighed: boolean): string {
  const much = formatNumber(quantity, language);
  const counts = !isWeighed && Number.isInteger(quantity);
  if (language === 'ru')
    return counts ? `${much} ${counted(quantity, 'ru', ['штука', 'штуки', 'штук'])}` : much;
  return counts ? `${much} more ${counted(quantity, 'en', ['item', 'items'])}` : `${much} more`;
}

/** Is anything missing that can be counted? Such a refusal is a hint. */
export const isHint = ({ missing }: Rejected): boolean =>
  (missing?.amount ?? 0) > 0 || (missing?.quantity ?? 0) > 0;

/** How much more, as each language says it before what it leads to. */
const moreOf = (words: Words, by: 'amount' | 'quantity', more: number, isWeighed: boolean): string => {
  if (by === 'quantity') return moreGoods(more, words.language, isWeighed);
  const much = words.money(more);
  return words.say({ ru: much, en: `${much} more` });
};

/** "ещё 150 ₽ до «−10 %»", "2 more items to …". */
function hintText(words: Words, { promotion, missing }: Rejected, isWeighed: boolean): string {
  const { amount = 0, quantity = 0 } = missing ?? {};
  const name = nameList(words, [words.nameOf(promotion)]);
  const much = moreOf(words, amount > 0 ? 'amount' : 'quantity', amount > 0 ? amount : quantity, isWeighed);
  return words.say({ ru: `ещё ${much} до ${name}`, en: `${much} to ${name}` });
}

/** A hint and which goods it is about. */
export type Hint = { readonly promotion: string; readonly text: string; readonly isAbout: LineTest };

/** "ещё 500 ₽ до 10 % по «Лестница»": a ladder that gives something already may give more. */
function nextStepText(words: Words, id: string, { by, more, percent }: NextStep, isWeighed: boolean): string {
  const much = moreOf(words, by, more, isWeighed);
  const name = nameList(words, [words.nameOf(id)]);
  const share = formatNumber(percent, words.language);
  return words.say({ ru: `ещё ${much} до ${share} % по ${name}`, en: `${much} to ${share}% of ${name}` });
}

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
    const isWeighed = countsWeighed(source, lines);
    const tests = then.flatMap(goodsOf).map(compileSelector);
    const isAbout: LineTest = (line) => tests.some((test) => test(line));
    return [
      ...(entry === undefined ? [] : [{ promotion: id, text: hintText(words, entry, isWeighed), isAbout }]),
      ...(next === null ? [] : [{ promotion: id, text: nextStepText(words, id, next, isWeighed), isAbout }]),
    ];
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
