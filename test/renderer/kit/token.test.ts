import { expect, it } from 'vitest';
import { takeToken } from '../../../src/renderer/kit/token.ts';

function places(hash: string, stored: Map<string, string>) {
  const cleared = { count: 0 };
  return {
    cleared,
    given: {
      hash,
      storage: {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => {
          stored.set(key, value);
        },
      },
      clearHash: () => {
        cleared.count += 1;
      },
    },
  };
}

it('takes the token out of the address and finds it again after a reload', () => {
  const stored = new Map<string, string>();
  const first = places('#token=abc-123', stored);
  expect(takeToken(first.given)).toBe('abc-123');
  expect(first.cleared.count).toBe(1);
  const reloaded = places('', stored);
  expect(takeToken(reloaded.given)).toBe('abc-123');
  expect(reloaded.cleared.count).toBe(0);
});

it('has an empty token where none was ever given, which the agent refuses', () => {
  expect(takeToken(places('', new Map()).given)).toBe('');
});
