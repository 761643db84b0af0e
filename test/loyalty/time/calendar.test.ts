import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateOf,
  daysOf,
  formatDay,
  parseDay,
  parseInstant,
  weekdayOf,
} from '../../../src/loyalty/time/calendar.ts';
import { openZone } from '../../../src/loyalty/time/zone.ts';
import { propertySettings } from '../../support/property-runs.ts';

const day = fc.integer({ min: -200_000, max: 200_000 });

describe('the calendar without a clock', () => {
  it('agrees with the platform on every day', () => {
    fc.assert(
      fc.property(day, (days) => {
        const date = new Date(days * 86_400_000);
        const { year, month, day: dayOfMonth } = dateOf(days);
        expect([year, month, dayOfMonth]).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]);
        expect(daysOf(year, month, dayOfMonth)).toBe(days);
        expect(weekdayOf(days) % 7).toBe(date.getUTCDay());
        if (year >= 0 && year <= 9999) expect(parseDay(formatDay(days))).toBe(days);
      }),
      propertySettings(),
    );
  });

  it.each([
    '2026-12-05T12:30:00+03:00',
    '2026-12-05T12:30:00Z',
    '2026-02-28T23:59:59.999-11:30',
    '1969-12-31T23:59:59+00:00',
    '2028-02-29T00:00:00+14:00',
  ])('reads the instant %s', (text) => {
    expect(parseInstant(text)).toBe(Math.floor(Date.parse(text) / 1000));
  });

  it.each([
    ['Europe/Moscow', '2026-12-05T12:00:00Z', 180],
    ['Europe/Berlin', '2026-03-29T00:59:59Z', 60],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 120],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 345],
    ['America/St_Johns', '2026-07-01T00:00:00Z', -150],
  ])('%s at %s is %i minutes from UTC', (zone, instant, minutes) => {
    expect(openZone(zone).offsetAt(parseInstant(instant))).toBe(minutes * 60);
  });
});
