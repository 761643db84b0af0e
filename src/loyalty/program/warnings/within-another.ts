import type { Effect } from '../../../contracts/effects.ts';
import type { Selector } from '../../../contracts/selector.ts';
import { listHolds } from '../condition-sets.ts';
import { covers } from '../goods-sets.ts';
import { lowersPrices } from '../overlap.ts';
import { MOST_PAIRS, type Placed } from './promotion-warning.ts';
import { customersOf, goodsOfEffects } from './subject.ts';

/** A promotion with its goods; `customers`: its conditions but for time and stores. */
type Subject = { readonly entry: Placed; readonly goods: readonly Selector[]; readonly customers: string };

/** Sets and "buy and get" work on combinations of goods, a gift on its own: they are meant beside other discounts. */
const isPlain = ({ type }: Effect): boolean => type !== 'bundle' && type !== 'buyGet' && type !== 'gift';

const isEverything = (of: Selector): boolean => Object.keys(of).length === 0;

function subjects(entries: readonly Placed[]): Subject[] {
  return entries.flatMap((entry) => {
    const lowering = entry.promotion.then.filter(lowersPrices);
    if (!lowering.every(isPlain)) return [];
    return [{ entry, goods: goodsOfEffects(lowering), customers: customersOf(entry.promotion) }];
  });
}

/** `dairy/milk` lies under itself and under `dairy`. */
const pathsAbove = (category: string): string[] =>
  category.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'));

/** Under which keys a promotion is found by what its goods may cover: each SKU, else each category, else one key for all. */
const keysOf = ({ sku, category }: Selector): string[] =>
  sku?.map((one) => `sku ${one}`) ?? category?.map((one) => `category ${one}`) ?? [''];

/** Where whatever covers this selector is found. */
const keysAbove = ({ sku, category }: Selector): string[] => [
  ...(sku?.slice(0, 1).map((one) => `sku ${one}`) ?? []),
  ...(category?.slice(0, 1).flatMap((one) => pathsAbove(one).map((path) => `category ${path}`)) ?? []),
  '',
];

function contains(wide: Subject, narrow: Subject): boolean {
  // What works on everything stands beside the others on purpose.
  if (wide.goods.some(isEverything) && !narrow.goods.some(isEverything)) return false;
  return (
    listHolds(wide.entry.promotion.when.stores, narrow.entry.promotion.when.stores) &&
    narrow.goods.every((inner) => wide.goods.some((outer) => covers(outer, inner)))
  );
}

/** Promotions whose goods and stores lie within those of another that asks the same of customers and baskets. */
export function withinAnother(
  entries: readonly Placed[],
  bothWork: (a: Placed, b: Placed) => boolean,
): { readonly narrow: Placed; readonly wide: Placed }[] {
  const all = subjects(entries);
  const byKey = new Map<string, Subject[]>();
  for (const subject of all) {
    for (const key of new Set(subject.goods.flatMap(keysOf))) {
      const place = `${key} ${subject.customers}`;
      const known = byKey.get(place);
      if (known === undefined) byKey.set(place, [subject]);
      else known.push(subject);
    }
  }
  let pairs = 0;
  return all.flatMap((narrow) => {
    const [first] = narrow.goods;
    if (first === undefined || pairs > MOST_PAIRS) return [];
    for (const key of keysAbove(first)) {
      const candidates = byKey.get(`${key} ${narrow.customers}`) ?? [];
      pairs += candidates.length;
      const wide = candidates.find(
        (other) => other !== narrow && bothWork(other.entry, narrow.entry) && contains(other, narrow),
      );
      if (wide !== undefined) return [{ narrow: narrow.entry, wide: wide.entry }];
    }
    return [];
  });
}
