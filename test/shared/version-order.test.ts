import { expect, it } from 'vitest';
import { isEarlier } from '../../src/shared/version-order.ts';

it.each([
  ['0.1.0', '0.2.0', true],
  ['0.9.0', '0.10.0', true],
  ['1.0.0', '0.99.99', false],
  ['0.1.0', '0.1.0', false],
  ['0.1.1', '0.1.0', false],
  ['0.1.0', '0.1.1', true],
  // Of a copy built by hand nobody can say how old it is.
  ['dev', '0.1.1', false],
])('%s is earlier than %s: %s', (a, b, expected) => {
  expect(isEarlier(a, b)).toBe(expected);
});
