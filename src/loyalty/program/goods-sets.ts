import type { Selector } from '../../contracts/selector.ts';
import { isUnder } from './selectors.ts';

// Selectors as sets of goods: what one surely covers, what two may share. Answers lean on the lists alone, so "surely"
// can miss a truth that only the goods themselves would tell, and never claims one that is not.

type List = readonly string[] | undefined;

const shareValue = (a: List, b: List): boolean =>
  a === undefined || b === undefined || a.some((value) => b.includes(value));

const shareCategory = (a: List, b: List): boolean =>
  a === undefined || b === undefined || a.some((x) => b.some((y) => isUnder(x, y) || isUnder(y, x)));

const lowest = (of: Selector): number => of.price?.min ?? 0;
const highest = (of: Selector): number => of.price?.max ?? Number.POSITIVE_INFINITY;

/** Does the selector surely match nothing? */
export const matchesNothing = (of: Selector): boolean =>
  [of.sku, of.category, of.brand, of.tag].some((list) => list?.length === 0) ||
  lowest(of) > highest(of) ||
  (of.except !== undefined && covers(of.except, withoutExcept(of)));

const withoutExcept = ({ except: _, ...rest }: Selector): Selector => rest;

/** Can one line match both selectors? Only a "no" is sure. */
export const mayShareGoods = (a: Selector, b: Selector): boolean =>
  shareValue(a.sku, b.sku) &&
  shareValue(a.brand, b.brand) &&
  shareCategory(a.category, b.category) &&
  Math.max(lowest(a), lowest(b)) <= Math.min(highest(a), highest(b)) &&
  !(a.except !== undefined && covers(a.except, b)) &&
  !(b.except !== undefined && covers(b.except, a));

const coversValues = (a: List, b: List): boolean => {
  if (a === undefined) return true;
  const known = new Set(a);
  return b?.every((value) => known.has(value)) ?? false;
};

const coversCategories = (a: List, b: List): boolean =>
  a === undefined || (b?.every((below) => a.some((above) => isUnder(below, above))) ?? false);

/** Is every line that `b` matches surely matched by `a` too? */
export function covers(a: Selector, b: Selector): boolean {
  if (matchesNothing(b)) return true;
  return (
    coversValues(a.sku, b.sku) &&
    coversCategories(a.category, b.category) &&
    coversValues(a.brand, b.brand) &&
    coversValues(a.tag, b.tag) &&
    lowest(a) <= lowest(b) &&
    highest(a) >= highest(b) &&
    (a.except === undefined || excludes(b, a.except))
  );
}

/** Does a selector surely match none of these goods? */
const excludes = (of: Selector, goods: Selector): boolean =>
  matchesNothing(goods) ||
  (of.except !== undefined && covers(of.except, goods)) ||
  !mayShareGoods(withoutExcept(of), goods);

const sortedSet = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** The same goods written one way: no doubles, no category below another of the list, no empty bounds. */
export function normalised(of: Selector): Selector {
  const { sku, category, brand, tag, price, except } = of;
  const topmost = category?.filter(
    (path) => !category.some((other) => other !== path && isUnder(path, other)),
  );
  const min = price?.min ?? 0;
  const max = price?.max ?? null;
  return {
    ...(sku === undefined ? {} : { sku: sortedSet(sku) }),
    ...(topmost === undefined ? {} : { category: sortedSet(topmost) }),
    ...(brand === undefined ? {} : { brand: sortedSet(brand) }),
    ...(tag === undefined ? {} : { tag: sortedSet(tag) }),
    ...(min === 0 && max === null ? {} : { price: { min, max } }),
    ...(except === undefined || excludes(withoutExcept(of), except) ? {} : { except: normalised(except) }),
  };
}
