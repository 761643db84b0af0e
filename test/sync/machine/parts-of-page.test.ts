import { describe, expect, it } from 'vitest';
import type { PullResult } from '../../../src/contracts/sync.ts';
import { partsOfPage } from '../../../src/sync/machine/parts-of-page.ts';

const pageOf = (count: number, more: boolean): PullResult => ({
  stream: 'members',
  changes: Array.from({ length: count }, (_, index) => ({
    cursor: 10 + 2 * index,
    key: `m${index}`,
    body: null,
  })),
  cursor: 9999,
  more,
  appliedSequence: 7,
  hubTimeMs: 5,
  promotionUses: { spring: 3 },
});

describe('a page in parts', () => {
  it('is every change once, in order, and each part may be the last that was written', () => {
    const page = pageOf(120, false);
    const parts = partsOfPage(page);
    expect(parts.flatMap(({ changes }) => changes)).toEqual(page.changes);
    expect(parts.map(({ changes, cursor, more }) => [changes.length, cursor, more])).toEqual([
      [50, 10 + 2 * 49, true],
      [50, 10 + 2 * 99, true],
      [20, 9999, false],
    ]);
  });

  it('tells what stands beside the changes once, when they are all there', () => {
    expect(partsOfPage(pageOf(51, true)).map(({ more, promotionUses }) => [more, promotionUses])).toEqual([
      [true, undefined],
      [true, { spring: 3 }],
    ]);
  });

  it('is itself where there is little or nothing to take', () => {
    for (const count of [0, 1, 50]) {
      const page = pageOf(count, false);
      expect(partsOfPage(page)).toEqual([page]);
    }
  });
});
