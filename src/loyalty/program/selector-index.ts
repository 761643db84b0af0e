import type { Selector } from '../../contracts/selector.ts';
import { compileSelector, EVERY_LINE, type LineTest } from './selectors.ts';

// A line finds the selectors it matches by its SKU, category path, brand and tags, so that it meets only those that
// name something it has.

/** Most category paths whose look-up is remembered; a chain has fewer, and garbage must not fill the memory. */
const MOST_PATHS = 20_000;

/** A selector that a line meets and matches when the test holds. */
export type Candidate = { readonly selector: number; readonly test: LineTest };

/**
 * Selectors that a line meets by one value: it matches `first` and `others`, and those of `maybe` whose test holds. Mostly
 * there is one, which is found without looking at a list.
 */
export type Met = {
  /** `NO_SELECTOR` when it surely matches none. */
  readonly first: number;
  readonly others: readonly number[] | null;
  readonly maybe: readonly Candidate[] | null;
};

export const NO_SELECTOR = -1;

type MetByValue = ReadonlyMap<string, Met>;

/** Look-ups by what a line has; null where no selector asks for it. `EVERY_LINE` is not among them. */
export type SelectorIndex = {
  readonly count: number;
  readonly bySku: MetByValue | null;
  readonly byCategory: ((path: string) => Met) | null;
  readonly byBrand: MetByValue | null;
  readonly byTag: MetByValue | null;
  /** Selectors that name no such value: every line meets them. */
  readonly loose: readonly Candidate[];
};

type Slot = 'sku' | 'category' | 'brand' | 'tag';
const slots: readonly Slot[] = ['sku', 'category', 'brand', 'tag'];

type Posting = { readonly selector: number; readonly test: LineTest | null };
type Postings = ReadonlyMap<string, readonly Posting[]>;

const nothing: Met = { first: NO_SELECTOR, others: null, maybe: null };

function metBy(postings: readonly Posting[]): Met {
  const [first = NO_SELECTOR, ...others] = postings.flatMap(({ selector, test }) =>
    test === null ? [selector] : [],
  );
  const maybe = postings.flatMap(({ selector, test }) => (test === null ? [] : [{ selector, test }]));
  return { first, others: others.length > 0 ? others : null, maybe: maybe.length > 0 ? maybe : null };
}

const metByValue = (postings: Postings): MetByValue | null =>
  postings.size === 0 ? null : new Map([...postings].map(([value, list]) => [value, metBy(list)]));

/** What a category path meets: the selectors of each of its beginnings, remembered by path. */
function pathLookUp(postings: Postings): ((path: string) => Met) | null {
  if (postings.size === 0) return null;
  const known = new Map<string, Met>();
  const find = (path: string): Met => {
    const found: Posting[] = [];
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const list = postings.get(end < 0 ? path : path.slice(0, end));
      if (list !== undefined) found.push(...list);
      if (end < 0) break;
    }
    return found.length === 0 ? nothing : metBy(found);
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

/** Does the selector ask for one thing only, so that whoever meets it matches it? */
const isSingle = (selector: Selector): boolean =>
  Object.values(selector).filter((value) => value !== undefined).length === 1;

/** Index of all selectors of a program, each under its number. */
export function buildSelectorIndex(selectors: readonly Selector[]): SelectorIndex {
  const postings: Record<Slot, Map<string, Posting[]>> = {
    sku: new Map(),
    category: new Map(),
    brand: new Map(),
    tag: new Map(),
  };
  const loose: Candidate[] = [];
  selectors.forEach((selector, number) => {
    if (number === EVERY_LINE) return;
    const slot = slots.find((name) => selector[name] !== undefined);
    if (slot === undefined) {
      loose.push({ selector: number, test: compileSelector(selector) });
      return;
    }
    const posting = { selector: number, test: isSingle(selector) ? null : compileSelector(selector) };
    for (const value of new Set(selector[slot])) {
      const list = postings[slot].get(value);
      if (list === undefined) postings[slot].set(value, [posting]);
      else list.push(posting);
    }
  });
  return {
    count: selectors.length,
    bySku: metByValue(postings.sku),
    byCategory: pathLookUp(postings.category),
    byBrand: metByValue(postings.brand),
    byTag: metByValue(postings.tag),
    loose,
  };
}
