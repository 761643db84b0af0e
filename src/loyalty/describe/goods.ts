import type { Selector } from '../../contracts/selector.ts';
import type { Terms } from './terms.ts';

/** More of a list would be read by nobody. */
const MOST_NAMED = 4;

function listed(values: readonly string[], { say }: Terms): string {
  const shown = values.slice(0, MOST_NAMED).join(', ');
  const left = values.length - MOST_NAMED;
  return left > 0 ? `${shown} ${say(`и ещё ${left}`, `and ${left} more`)}` : shown;
}

function priceText({ min, max }: NonNullable<Selector['price']>, { say, money }: Terms): string[] {
  if (min != null && max != null) {
    return [say(`по цене ${money(min)} – ${money(max)}`, `priced ${money(min)} to ${money(max)}`)];
  }
  if (min != null) return [say(`по цене от ${money(min)}`, `priced ${money(min)} or more`)];
  return max == null ? [] : [say(`по цене до ${money(max)}`, `priced up to ${money(max)}`)];
}

/** Which goods a rule is about: "категории dairy/milk, кроме артикулов 12, 13"; "все товары" of an empty selector. */
export function goodsText(selector: Selector, terms: Terms): string {
  const { say } = terms;
  const { sku, category, brand, tag, price, except } = selector;
  const parts = [
    ...(sku === undefined ? [] : [say(`артикулы ${listed(sku, terms)}`, `items ${listed(sku, terms)}`)]),
    ...(category === undefined
      ? []
      : [say(`категории ${listed(category, terms)}`, `categories ${listed(category, terms)}`)]),
    ...(brand === undefined ? [] : [say(`марки ${listed(brand, terms)}`, `brands ${listed(brand, terms)}`)]),
    ...(tag === undefined ? [] : [say(`с пометкой ${listed(tag, terms)}`, `tagged ${listed(tag, terms)}`)]),
    ...(price === undefined ? [] : priceText(price, terms)),
  ];
  const named = parts.length === 0 ? say('все товары', 'all goods') : parts.join(', ');
  if (except === undefined) return named;
  return `${named}, ${say('кроме:', 'except:')} ${goodsText(except, terms)}`;
}

/** The goods after a colon, nothing where every line is meant. */
export const onGoods = (selector: Selector, terms: Terms): string =>
  Object.keys(selector).length === 0 ? '' : `: ${goodsText(selector, terms)}`;
