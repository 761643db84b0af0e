import type { Rejected } from '../../contracts/quote.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import { counted } from '../../contracts/sentence.ts';
import { goodsOf } from '../program/overlap.ts';
import { compileSelector, type LineTest } from '../program/selectors.ts';
import type { ReasonLanguage } from '../reason-texts.ts';
import type { Words } from './words.ts';

const formatQuantity = (quantity: number, language: ReasonLanguage): string =>
  language === 'ru' ? String(quantity).replace('.', ',') : String(quantity);

/** "ещё 150 ₽ до «−10 %»", "2 more items to …"; null when nothing countable is missing. */
export function hintText(words: Words, { promotion, missing }: Rejected): string | null {
  const name = words.nameOf(promotion);
  const { amount = 0, quantity = 0 } = missing ?? {};
  if (amount > 0) {
    const much = words.money(amount);
    return words.say({ ru: `ещё ${much} до «${name}»`, en: `${much} more to "${name}"` });
  }
  if (quantity === 0) return null;
  const much = formatQuantity(quantity, words.language);
  return words.say({
    ru: `ещё ${much} ${counted(quantity, 'ru', ['штука', 'штуки', 'штук'])} до «${name}»`,
    en: `${much} more ${counted(quantity, 'en', ['item', 'items'])} to "${name}"`,
  });
}

/** A hint and which goods it is about. */
export type Hint = { readonly promotion: string; readonly text: string; readonly isAbout: LineTest };

/** What would bring more, each promotion once. */
export function hintsOf(words: Words, rejected: readonly Rejected[]): Hint[] {
  const missed = new Map<string, string>();
  for (const entry of rejected) {
    const text = hintText(words, entry);
    if (text !== null) missed.set(entry.promotion, text);
  }
  if (missed.size === 0) return [];
  return words.program.program.promotions.flatMap(({ id, then }) => {
    const text = missed.get(id);
    if (text === undefined) return [];
    const tests = then.flatMap(goodsOf).map(compileSelector);
    return [{ promotion: id, text, isAbout: (line) => tests.some((test) => test(line)) }];
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
