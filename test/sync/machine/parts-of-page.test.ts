import { describe, expect, it } from 'vitest';
import type { PullResult, PushResult } from '../../../src/contracts/sync.ts';
import { partOfPage, partOfVerdicts } from '../../../src/sync/machine/parts-of-page.ts';

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

function partsOfPage(page: PullResult, count = 50): PullResult[] {
  const parts: PullResult[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const { part, next } = partOfPage(page, from, count);
    parts.push(part);
    from = next;
  }
  return parts;
}

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

  it('may be cut anew at every part', () => {
    const page = pageOf(10, false);
    const { part, next } = partOfPage(page, 0, 3);
    expect([part.changes.length, next]).toEqual([3, 3]);
    expect(partOfPage(page, 3, 7)).toEqual({ part: { ...page, changes: page.changes.slice(3) }, next: null });
  });
});

describe('verdicts in parts', () => {
  it('are every verdict once, each part with the head of the whole', () => {
    const result: PushResult = {
      verdicts: [1, 2, 3, 4, 5].map((sequence) => ({
        sequence,
        verdict: 'applied',
        code: null,
        detail: null,
      })),
      head: 'a'.repeat(64),
      headSequence: 5,
      headSignature: 'signed',
      keyId: 'k1',
      hubTimeMs: 5,
    };
    const sizes: [number, number | null][] = [];
    for (let from: number | null = 0; from !== null; ) {
      const { part, next } = partOfVerdicts(result, from, 2);
      expect({ ...part, verdicts: result.verdicts }).toEqual(result);
      expect(part.verdicts).toEqual(result.verdicts.slice(from, from + 2));
      sizes.push([part.verdicts.length, next]);
      from = next;
    }
    expect(sizes).toEqual([
      [2, 2],
      [2, 4],
      [1, null],
    ]);
  });
});
