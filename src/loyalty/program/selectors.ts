import type { ReceiptLine } from '../../contracts/receipt.ts';
import type { Selector } from '../../contracts/selector.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';

// Selectors of a whole program, each different one once. A line finds the selectors it matches through an index by
// its SKU, category path, brand and tags, so that it meets only those that name something it has.

/** Number of the selector `{}`, which every line matches. */
export const EVERY_LINE = 0;

/** Most category paths whose look-up is remembered; a chain has fewer, and garbage must not fill the memory. */
const MOST_PATHS = 20_000;

export type SelectorIndex = {
  readonly count: number;
  /** Calls `visit` for each matching selector but `EVERY_LINE`; one selector may be visited more than once. */
  readonly visit: (line: ReceiptLine, visit: (selector: number) => void) => void;
  /** Does the line match this selector? */
  readonly matches: (selector: number, line: ReceiptLine) => boolean;
};

export type SelectorTable = {
  readonly intern: (selector: Selector) => number;
  readonly index: () => SelectorIndex;
};

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

type Slot = 'sku' | 'category' | 'brand' | 'tag';
type Posting = { readonly selector: number; readonly test: LineTest | null };
const slots: readonly Slot[] = ['sku', 'category', 'brand', 'tag'];

const keysOf = (selector: Selector): string[] =>
  Object.entries(selector)
    .filter(([, value]) => value !== undefined)
    .map(([key]) => key);

function post(postings: Map<string, Posting[]>, key: string, posting: Posting): void {
  const list = postings.get(key);
  if (list === undefined) postings.set(key, [posting]);
  else list.push(posting);
}

/** Postings of a category path: those of each of its beginnings, remembered by path. */
function pathLookUp(postings: ReadonlyMap<string, readonly Posting[]>): (path: string) => readonly Posting[] {
  const known = new Map<string, readonly Posting[]>();
  const none: readonly Posting[] = [];
  const find = (path: string): readonly Posting[] => {
    const found: Posting[] = [];
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const list = postings.get(end < 0 ? path : path.slice(0, end));
      if (list !== undefined) found.push(...list);
      if (end < 0) break;
    }
    return found.length === 0 ? none : found;
  };
  return (path) => {
    const hit = known.get(path);
    if (hit !== undefined) return hit;
    if (known.size >= MOST_PATHS) known.clear();
    const found = find(path);
    known.set(path, found);
    return found;
  };
}

function buildIndex(selectors: readonly Selector[]): SelectorIndex {
  const postings: Record<Slot, Map<string, Posting[]>> = {
    sku: new Map(),
    category: new Map(),
    brand: new Map(),
    tag: new Map(),
  };
  const loose: Posting[] = [];
  const tests = selectors.map(compileSelector);
  selectors.forEach((selector, id) => {
    if (id === EVERY_LINE) return;
    const keys = keysOf(selector);
    const slot = slots.find((name) => selector[name] !== undefined);
    const posting: Posting = { selector: id, test: keys.length === 1 ? null : (tests[id] ?? null) };
    if (slot === undefined) loose.push({ selector: id, test: tests[id] ?? null });
    else for (const value of new Set(selector[slot])) post(postings[slot], value, posting);
  });
  const byPath = pathLookUp(postings.category);
  const { sku, brand, tag } = postings;
  const visitAll = (
    list: readonly Posting[] | undefined,
    line: ReceiptLine,
    visit: (selector: number) => void,
  ): void => {
    if (list === undefined) return;
    for (const posting of list) {
      if (posting.test === null || posting.test(line)) visit(posting.selector);
    }
  };
  return {
    count: selectors.length,
    visit: (line, visit) => {
      if (sku.size > 0) visitAll(sku.get(line.sku), line, visit);
      if (postings.category.size > 0) visitAll(byPath(line.category), line, visit);
      if (brand.size > 0) visitAll(brand.get(line.brand), line, visit);
      if (tag.size > 0) for (const name of line.tags) visitAll(tag.get(name), line, visit);
      visitAll(loose, line, visit);
    },
    matches: (selector, line) => tests[selector]?.(line) ?? false,
  };
}

/** Collects the selectors of a program under numbers; `EVERY_LINE` is always there. */
export function createSelectorTable(): SelectorTable {
  const numbers = new Map<string, number>([[canonicalJson({}), EVERY_LINE]]);
  const selectors: Selector[] = [{}];
  return {
    intern: (selector) => {
      const key = canonicalJson(selector);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, selectors.length);
      selectors.push(selector);
      return selectors.length - 1;
    },
    index: () => buildIndex(selectors),
  };
}
