import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readTolerant } from '../../src/contracts/read-tolerant.ts';

const inner = z.strictObject({ points: z.int() });
const schema = z.strictObject({
  id: z.string(),
  deep: z.strictObject({ list: z.array(inner) }),
  byName: z.record(z.string(), inner).optional(),
  one: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a'), part: inner }),
      z.strictObject({ kind: z.literal('b') }),
    ])
    .optional(),
  state: z.union([z.enum(['valid', 'used']), z.strictObject({ state: z.string(), more: inner })]).optional(),
});
const good = { id: 'x', deep: { list: [{ points: 1 }, { points: 2 }] } };

describe('what another version wrote', () => {
  it('is read without the fields this one does not know, at any depth', () => {
    const newer = {
      ...good,
      later: true,
      deep: { list: [{ points: 1, colour: 'red' }, { points: 2 }], more: [] },
      byName: { main: { points: 3, later: {} } },
      one: { kind: 'a', extra: 1, part: { points: 4, extra: 1 } },
      state: { state: 'valid', later: 1, more: { points: 5, later: 1 } },
    };
    const given = JSON.stringify(newer);
    expect(readTolerant(schema, newer).data).toEqual({
      ...good,
      byName: { main: { points: 3 } },
      one: { kind: 'a', part: { points: 4 } },
      state: { state: 'valid', more: { points: 5 } },
    });
    expect(JSON.stringify(newer)).toBe(given);
  });

  it('is refused for everything else as strictly as ever', () => {
    for (const bad of [
      { ...good, id: 7 },
      { ...good, later: true, deep: { list: [{ points: 'many', colour: 'red' }] } },
      { deep: good.deep, later: true },
      { ...good, one: { kind: 'c' } },
      null,
      'text',
    ]) {
      expect(readTolerant(schema, bad).success, JSON.stringify(bad)).toBe(false);
    }
  });
});
