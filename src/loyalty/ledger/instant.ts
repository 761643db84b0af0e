import { assert } from '../../shared/assert.ts';
import { dateOf, daysOf } from '../time/calendar.ts';

const dayMs = 86_400_000;
const utcShape = '0000-00-00T00:00:00.000Z';
const zero = 48;
const nine = 57;

/** Days in milliseconds; a day of a lot's life is always 24 hours, whatever the clocks of a country do. */
export const daysInMs = (days: number): number => days * dayMs;

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Whether a text is digits where `2026-12-05T09:30:00.000Z` has them and the same signs elsewhere. */
function isUtcText(text: string): boolean {
  if (text.length !== utcShape.length) return false;
  for (let i = 0; i < utcShape.length; i += 1) {
    const code = text.charCodeAt(i);
    const shape = utcShape.charCodeAt(i);
    if (shape === zero ? code < zero || code > nine : code !== shape) return false;
  }
  return true;
}

const two = (text: string, at: number): number =>
  (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;

/** The form that the product itself writes: a member has hundreds of lots and each is asked at every quote. */
function utcTextToMs(text: string): number {
  const days = daysOf(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8));
  const minutes = two(text, 11) * 60 + two(text, 14);
  const milliseconds = (text.charCodeAt(20) - zero) * 100 + two(text, 21);
  return days * dayMs + minutes * 60_000 + two(text, 17) * 1000 + milliseconds;
}

/** Milliseconds since 1970-01-01T00:00Z of an ISO 8601 instant; anything finer is cut off. Bad text is a bug. */
export function instantToMs(text: string): number {
  if (isUtcText(text)) return utcTextToMs(text);
  const parts = pattern.exec(text);
  assert(parts !== null, `not an instant: ${text}`);
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offsetMinutes = Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0);
  const days = daysOf(year ?? 0, month ?? 0, day ?? 0);
  const minutes = (hour ?? 0) * 60 + (minute ?? 0) - (parts[8] === '-' ? -offsetMinutes : offsetMinutes);
  return days * dayMs + minutes * 60_000 + (second ?? 0) * 1000 + milliseconds;
}

/** The instant as `2026-12-05T09:30:00.000Z`, years 0000 to 9999; always 24 characters, so texts sort as instants. */
export function instantFromMs(ms: number): string {
  const days = Math.floor(ms / dayMs);
  const inDay = ms - days * dayMs;
  const { year, month, day } = dateOf(days);
  assert(year >= 0 && year <= 9999, 'an instant lies in the years 0000 to 9999');
  const padded = (value: number): string => String(value).padStart(2, '0');
  const clock = [
    Math.floor(inDay / 3_600_000),
    Math.floor(inDay / 60_000) % 60,
    Math.floor(inDay / 1000) % 60,
  ];
  const fraction = String(inDay % 1000).padStart(3, '0');
  return `${String(year).padStart(4, '0')}-${padded(month)}-${padded(day)}T${clock.map(padded).join(':')}.${fraction}Z`;
}
