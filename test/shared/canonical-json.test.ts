import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, canonicalJsonWith } from '../../src/shared/canonical-json.ts';

/** The definition, as slow as it is plain. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${plain(item)}`).join(',')}}`;
}

describe('canonical JSON', () => {
  it('sorts keys at every depth, also those that look like numbers', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: null }], skipped: undefined })).toBe(
      '{"a":[{"c":null,"d":1}],"b":1}',
    );
    expect(canonicalJson({ '9': 1, '10': { b: 1, a: 2 }, a: 3 })).toBe('{"10":{"a":2,"b":1},"9":1,"a":3}');
  });

  it('is what its definition says for any value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(value) === plain(value)));
  });

  it('is the same when parts of it were written before', () => {
    const anyObject = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
    fc.assert(
      fc.property(anyObject, anyObject, (first, other) => {
        const ready = Object.fromEntries(
          Object.entries(other).map(([key, one]) => [key, canonicalJson(one)]),
        );
        expect(canonicalJsonWith(first, ready)).toBe(plain({ ...first, ...other }));
      }),
    );
    expect(canonicalJsonWith({ b: undefined, c: 1 }, { a: '{}' })).toBe('{"a":{},"c":1}');
  });

  it('refuses what JSON cannot hold', () => {
    for (const value of [Number.NaN, [undefined], { a: () => 1 }])
      expect(() => canonicalJson(value)).toThrow();
  });
});
