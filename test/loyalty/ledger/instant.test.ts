import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantFromMs, instantToMs } from '../../../src/loyalty/ledger/instant.ts';

const anyMs = fc.integer({
  min: Date.parse('0000-01-01T00:00:00Z'),
  max: Date.parse('9999-12-31T23:59:59.999Z'),
});

describe('instants', () => {
  it('are written as the platform writes them', () => {
    fc.assert(fc.property(anyMs, (ms) => instantFromMs(ms) === new Date(ms).toISOString()));
  });

  it('are read back to the millisecond', () => {
    fc.assert(fc.property(anyMs, (ms) => instantToMs(instantFromMs(ms)) === ms));
  });

  it('are read with an offset and any number of decimals', () => {
    for (const text of [
      '2026-12-05T12:30:00+03:00',
      '2026-12-05T12:30:00.5-11:30',
      '2024-02-29T23:59:59.123456789Z',
      '1969-12-31T23:59:59.999Z',
    ]) {
      expect(instantToMs(text)).toBe(Date.parse(text));
    }
  });

  it('are never guessed from other text', () => {
    expect(() => instantToMs('5 December')).toThrow('not an instant');
  });
});
