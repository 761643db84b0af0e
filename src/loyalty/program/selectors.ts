import type { ReceiptLine } from '../../contracts/receipt.ts';
import type { Selector } from '../../contracts/selector.ts';

/** Number of the selector `{}`, which every line matches. */
export const EVERY_LINE = 0;

/** A test of one line, without the rest of the program. */
export type LineTest = (line: ReceiptLine) => boolean;

/** Is `path` the category itself or below it? */
export const isUnder = (path: string, category: string): boolean =>
  path.startsWith(category) && (path.length === category.length || path.charCodeAt(category.length) === 47);

/** The selector as one test; used where the index only says "maybe". */
export function compileSelector(selector: Selector): LineTest {
  const tests: LineTest[] = [];
  if (selector.sku !== undefined) {
    const skus = new Set(selector.sku);
    tests.push((line) => skus.has(line.sku));
  }
  if (selector.category !== undefined) {
    const categories = selector.category;
    tests.push((line) => categories.some((category) => isUnder(line.category, category)));
  }
  if (selector.brand !== undefined) {
    const brands = new Set(selector.brand);
    tests.push((line) => brands.has(line.brand));
  }
  if (selector.tag !== undefined) {
    const tags = new Set(selector.tag);
    tests.push((line) => line.tags.some((tag) => tags.has(tag)));
  }
  if (selector.price !== undefined) {
    const min = selector.price.min ?? 0;
    const max = selector.price.max ?? Number.POSITIVE_INFINITY;
    tests.push((line) => line.price >= min && line.price <= max);
  }
  if (selector.except !== undefined) {
    const except = compileSelector(selector.except);
    tests.push((line) => !except(line));
  }
  const [only, ...others] = tests;
  if (only === undefined) return () => true;
  return others.length === 0 ? only : (line) => tests.every((test) => test(line));
}
