import type { Rejected } from '../../contracts/quote.ts';
import { counted } from '../../contracts/sentence.ts';
import type { ReasonLanguage } from '../reason-texts.ts';
import { nameList, type Words } from './words.ts';

// How much more, and what it leads to: the parts that all hints have.

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
export const moreOf = (words: Words, by: 'amount' | 'quantity', more: number, isWeighed: boolean): string => {
  if (by === 'quantity') return moreGoods(more, words.language, isWeighed);
  const much = words.money(more);
  return words.say({ ru: much, en: `${much} more` });
};

/** "ещё 500 ₽ до 10 % по «Лестница»"; without a percent "ещё 500 ₽ до «Лестница»". */
export function towards(words: Words, much: string, promotion: string, percent: number | null): string {
  const name = nameList(words, [words.nameOf(promotion)]);
  if (percent === null) return words.say({ ru: `ещё ${much} до ${name}`, en: `${much} to ${name}` });
  const share = formatNumber(percent, words.language);
  return words.say({ ru: `ещё ${much} до ${share} % по ${name}`, en: `${much} to ${share}% of ${name}` });
}
