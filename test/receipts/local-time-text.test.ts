import { expect, it } from 'vitest';
import { localTimeText } from '../../src/receipts/local-time-text.ts';

const moment = Date.parse('2026-11-22T21:05:30Z');

it.each([
  ['UTC', '22.11.2026 21:05'],
  ['Europe/Moscow', '23.11.2026 00:05'],
  ['Asia/Vladivostok', '23.11.2026 07:05'],
  ['America/New_York', '22.11.2026 16:05'],
])('writes a moment on the clock of %s', (zone, text) => {
  expect(localTimeText(moment, zone)).toBe(text);
});

it('takes the clock of the machine unless told otherwise', () => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  expect(localTimeText(moment)).toBe(localTimeText(moment, timeZone));
});
