import { describe, expect, it } from 'vitest';
import { localInstant } from '../../../src/renderer/kit/local-instant.ts';

describe('a local moment with its offset', () => {
  const wallMs = Date.UTC(2026, 11, 5, 9, 30, 0);

  it.each([
    [180, '2026-12-05T12:30:00+03:00'],
    [0, '2026-12-05T09:30:00+00:00'],
    [-210, '2026-12-05T06:00:00-03:30'],
    [345, '2026-12-05T15:15:00+05:45'],
    [900, '2026-12-06T00:30:00+15:00'],
  ])('writes the shop time %i minutes east as %s', (offsetMinutes, expected) => {
    expect(localInstant(wallMs, offsetMinutes)).toBe(expected);
  });

  it('names the same instant whatever the offset', () => {
    for (const offset of [-720, -330, 0, 60, 840])
      expect(Date.parse(localInstant(wallMs, offset))).toBe(wallMs);
  });
});
