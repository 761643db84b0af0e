import type { Selector } from '../../contracts/selector.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { buildSelectorIndex, type SelectorIndex } from './selector-index.ts';
import { EVERY_LINE } from './selectors.ts';

/** The selectors of a whole program, each different one once, under a number. */
export type SelectorTable = {
  readonly intern: (selector: Selector) => number;
  readonly index: () => SelectorIndex;
};

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
    index: () => buildSelectorIndex(selectors),
  };
}
