import type { Candidate, Met, SelectorIndex } from '../program/selector-index.ts';
import * as fromSelectorIndex from '../program/selector-index.ts';
import type { LineState } from './line-state.ts';
import * as fromTruncate from './truncate.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { NO_SELECTOR } = fromSelectorIndex;
const { truncate } = fromTruncate;

/** What of a cart finding selectors needs: see `Cart`. */
export type Matching = {
  readonly index: SelectorIndex;
  readonly matched: LineState[][];
  readonly matchedAt: Int32Array;
  readonly touched: number[];
  readonly generation: number;
};

/** Adds a line to those of a selector; a line may meet one selector several times. */
function add(cart: Matching, selector: number, line: LineState): void {
  const list = cart.matched[selector] as LineState[];
  if (cart.matchedAt[selector] !== cart.generation) {
    cart.matchedAt[selector] = cart.generation;
    cart.touched.push(selector);
    truncate(list, 0);
  } else if (list[list.length - 1] === line) return;
  list.push(line);
}

function addCandidates(cart: Matching, candidates: readonly Candidate[], line: LineState): void {
  for (let i = 0; i < candidates.length; i += 1) {
    const { selector, test } = candidates[i] as Candidate;
    if (test(line.input)) add(cart, selector, line);
  }
}

function addMet(cart: Matching, met: Met | undefined, line: LineState): void {
  if (met === undefined) return;
  const { first, others, maybe } = met;
  if (first !== NO_SELECTOR) add(cart, first, line);
  if (others !== null) for (const selector of others) add(cart, selector, line);
  if (maybe !== null) addCandidates(cart, maybe, line);
}

/** Finds the selectors these lines match; `EVERY_LINE` needs no finding. */
export function matchLines(cart: Matching, lines: readonly LineState[]): void {
  const { bySku, byCategory, byBrand, byTag, loose } = cart.index;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] as LineState;
    const { input } = line;
    if (bySku !== null) addMet(cart, bySku.get(input.sku), line);
    if (byCategory !== null) addMet(cart, byCategory(input.category), line);
    if (byBrand !== null) addMet(cart, byBrand.get(input.brand), line);
    if (byTag !== null) for (const tag of input.tags) addMet(cart, byTag.get(tag), line);
    if (loose.length > 0) addCandidates(cart, loose, line);
  }
}
