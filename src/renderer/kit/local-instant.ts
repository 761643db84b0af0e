const two = (value: number): string => String(value).padStart(2, '0');

/**
 * A moment as ISO 8601 in local time with its offset: `2026-12-05T12:30:00+03:00`. The offset is in minutes east of
 * Greenwich (the negative of `Date.prototype.getTimezoneOffset`).
 */
export function localInstant(wallMs: number, offsetMinutes: number): string {
  const shifted = new Date(wallMs + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const size = Math.abs(offsetMinutes);
  return `${shifted}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The same of an instant (`2026-12-05T09:30:00Z`), in the time zone of this machine. */
export function localOf(instant: string): string {
  const moment = new Date(instant);
  return localInstant(moment.getTime(), -moment.getTimezoneOffset());
}
