import { expect, it } from 'vitest';
import { ladder } from '../../src/contracts/till-status.ts';
import { codeWords, tableBelow } from './doc-blocks.ts';

it('the page lists every rung of the ladder, best first, with what it permits', () => {
  const rows = tableBelow('docs/operations.md', '## The rungs of a till', 'rung').map(
    ([rung = '', , price, book, spend, returns]) => [
      codeWords(rung)[0],
      { price: price === 'yes', book: book === 'yes', spend, returns },
    ],
  );
  expect(rows).toEqual(Object.entries(ladder));
});
