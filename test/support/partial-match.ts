import { expect } from 'vitest';

/**
 * A matcher for part of a value: fields left out of an object are not compared, lists have the same length and match
 * element by element.
 */
export function partial(expected: unknown): unknown {
  if (Array.isArray(expected)) return expected.map(partial);
  if (typeof expected !== 'object' || expected === null) return expected;
  return expect.objectContaining(
    Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, partial(value)])),
  );
}
