import type { Quote } from '../../contracts/quote.ts';
import { inLanguage, nameList, type Words } from './words.ts';

/** The promotions that an explanation names for what they did. */
function namedIn({ lines, earnings, gifts, coupons, rewards }: Quote): ReadonlySet<string> {
  return new Set([
    ...lines.flatMap(({ discounts }) => discounts.map(({ promotion }) => promotion)),
    ...earnings.flatMap(({ source, id }) => (source === 'promotion' ? [id] : [])),
    ...gifts.map(({ promotion }) => promotion),
    ...coupons.map(({ promotion }) => promotion),
    ...rewards.map(({ reward }) => reward),
  ]);
}

/** Promotions that applied and show nowhere else, as those of a text or of stamps; with what they say. */
export function tracelessTexts(words: Words, quote: Quote): string[] {
  const named = namedIn(quote);
  return quote.applied
    .filter(({ promotion }) => !named.has(promotion))
    .map(({ promotion }) => {
      const name = nameList(words, [words.nameOf(promotion)]);
      const said = quote.messages
        .filter((message) => message.promotion === promotion)
        .map(({ text }) => inLanguage(text, words.language));
      const told = words.say({ ru: `применена ${name}`, en: `${name} applied` });
      return said.length === 0 ? told : `${told}: ${said.join('; ')}`;
    });
}
