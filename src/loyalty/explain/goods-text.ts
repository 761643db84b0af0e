import type { Selector } from '../../contracts/selector.ts';
import { type Both, nameList, type Words } from './words.ts';

type Key = 'sku' | 'category' | 'brand' | 'tag';
const keys: readonly (readonly [Key, Both])[] = [
  ['sku', { ru: 'товар', en: 'product' }],
  ['category', { ru: 'категория', en: 'category' }],
  ['brand', { ru: 'марка', en: 'brand' }],
  ['tag', { ru: 'метка', en: 'tag' }],
];

/** A list of goods may be long: so many are named. */
const MOST_NAMES = 3;

function namesText(words: Words, names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => nameList(words, [name]));
  return [...shown, ...(names.length > MOST_NAMES ? ['…'] : [])].join(words.say({ ru: ' или ', en: ' or ' }));
}

/** Which goods a selector is about: "категория «чай», цена от 100 ₽". A program has no names of goods but their own. */
export function goodsText(words: Words, of: Selector): string {
  const { min, max } = of.price ?? {};
  const named = keys.flatMap(([key, noun]) => {
    const values = of[key];
    return values === undefined ? [] : [`${words.say(noun)} ${namesText(words, values)}`];
  });
  const priced = [
    ...(min == null
      ? []
      : [words.say({ ru: `цена от ${words.money(min)}`, en: `price from ${words.money(min)}` })]),
    ...(max == null
      ? []
      : [words.say({ ru: `цена до ${words.money(max)}`, en: `price up to ${words.money(max)}` })]),
  ];
  const found = [...named, ...priced];
  const base = found.length > 0 ? found.join(', ') : words.say({ ru: 'любой товар', en: 'anything' });
  if (of.except === undefined) return base;
  const except = goodsText(words, of.except);
  return `${base}, ${words.say({ ru: `кроме: ${except}`, en: `except ${except}` })}`;
}
