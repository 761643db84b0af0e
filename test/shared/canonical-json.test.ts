import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/shared/canonical-json.ts';

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

  it('refuses what JSON cannot hold', () => {
    for (const value of [Number.NaN, [undefined], { a: () => 1 }])
      expect(() => canonicalJson(value)).toThrow();
  });
});
