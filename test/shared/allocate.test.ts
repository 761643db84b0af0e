import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '../../src/shared/allocate.ts';
import { propertySettings } from '../support/property-runs.ts';

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
const entry = fc.record({
  weight: fc.integer({ min: 0, max: 1_000_000 }),
  room: fc.integer({ min: 0, max: 5000 }),
});
const entries = fc.array(entry, { minLength: 1, maxLength: 40 });
const whole = fc.integer({ min: 0, max: 100_000 });

describe('a whole spread over parts', () => {
  it.each([
    ['1000 over three equal parts', 1000, [1, 1, 1], undefined, [334, 333, 333]],
    ['ties go to the earlier part', 1, [5, 5, 5], undefined, [1, 0, 0]],
    ['the largest remainder first', 10, [3333, 3333, 3335], undefined, [3, 3, 4]],
    ['a part without weight gets nothing', 10, [0, 1], undefined, [0, 10]],
    [
      'a full part leaves the rest to the others',
      2700,
      [10_000, 4000, 4000],
      [1000, 4000, 4000],
      [1000, 850, 850],
    ],
    ['filling one part may fill another', 100, [50, 30, 20], [10, 32, 100], [10, 32, 58]],
    ['no more than there is room', 100, [1, 1], [10, 20], [10, 20]],
    ['nothing over anything', 0, [1, 2], [5, 5], [0, 0]],
    ['nowhere to go', 5, [0, 0], undefined, [0, 0]],
    [
      'sums beyond exact floats',
      9_007_199_254_740_991,
      [1, 1],
      undefined,
      [4_503_599_627_370_496, 4_503_599_627_370_495],
    ],
  ] as const)('%s', (_name, total, weights, rooms, parts) => {
    expect(allocate(total, [...weights], rooms === undefined ? undefined : [...rooms])).toEqual([...parts]);
  });

  it('rounds every part down exactly before the remainders are given, up to the largest sums', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100_000_000_000 }), { minLength: 1, maxLength: 12 });
    const total = fc.oneof(whole, fc.integer({ min: 0, max: 100_000_000_000 }));
    fc.assert(
      fc.property(total, weights, (given, list) => {
        const all = list.reduce((part, weight) => part + BigInt(weight), 0n);
        allocate(given, list).forEach((part, i) => {
          const floor = (BigInt(given) * BigInt(list[i] ?? 0)) / all;
          expect([Number(floor), Number(floor) + 1]).toContain(part);
        });
      }),
      propertySettings(),
    );
  });

  it('always sums to the whole when some part has weight', () => {
    fc.assert(
      fc.property(whole, entries, (total, list) => {
        const weights = list.map(({ weight }) => weight);
        fc.pre(sum(weights) > 0);
        expect(sum(allocate(total, weights))).toBe(total);
      }),
      propertySettings(),
    );
  });

  it('never fills a part beyond its room, and leaves nothing over while a part with weight has room', () => {
    fc.assert(
      fc.property(whole, entries, (total, list) => {
        const weights = list.map(({ weight }) => weight);
        const rooms = list.map(({ room }) => room);
        const parts = allocate(total, weights, rooms);
        parts.forEach((part, i) => {
          expect(part).toBeLessThanOrEqual(rooms[i] ?? 0);
        });
        const room = sum(list.map((e) => (e.weight > 0 ? e.room : 0)));
        expect(sum(parts)).toBe(Math.min(total, room));
      }),
      propertySettings(),
    );
  });

  it('gives every part its exact share, rounded down or up', () => {
    fc.assert(
      fc.property(whole, entries, (total, list) => {
        const weights = list.map(({ weight }) => weight);
        const all = sum(weights);
        fc.pre(all > 0);
        allocate(total, weights).forEach((part, i) => {
          const share = BigInt(total) * BigInt(weights[i] ?? 0);
          expect(BigInt(part) - share / BigInt(all)).toBeOneOf([0n, 1n]);
        });
      }),
      propertySettings(),
    );
  });
});
