import { describe, expect, it } from 'vitest';
import { momentToInstant } from '../../../src/agent/integrations/moysklad/moment.ts';

describe('a time without an offset', () => {
  it.each([
    ['2026-12-05 12:31:04', 'Europe/Moscow', '2026-12-05T09:31:04.000Z'],
    ['2026-12-05 12:31:04.567', 'Asia/Yekaterinburg', '2026-12-05T07:31:04.000Z'],
    // Either side of the hour that a zone with summer time leaves out.
    ['2026-03-29 01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29 03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['5.12.2026', 'Europe/Moscow', null],
    ['2026-12-05', 'Europe/Moscow', null],
  ])('%s in %s is %s', (text, timezone, instant) => {
    expect(momentToInstant(text, timezone)).toBe(instant);
  });
});
