// Days as numbers since 1970-01-01 in the proleptic Gregorian calendar: the engine has no clock and no Date.

/** Days since 1970-01-01 of a calendar date, month 1-12 (the era arithmetic of Howard Hinnant's `days_from_civil`). */
export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Calendar date of a day number. */
export function dateOf(days: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** ISO weekday of a day number: 1 Monday to 7 Sunday. */
export const weekdayOf = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const digits = (text: string, from: number, to: number): number => {
  let value = 0;
  for (let i = from; i < to; i += 1) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
};

/** Day number of `YYYY-MM-DD` (anything after it is not read). */
export const parseDay = (text: string): number =>
  daysOf(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));

/** Minutes since 1970-01-01T00:00 of the local `YYYY-MM-DDTHH:MM`. */
export const parseLocalMinute = (text: string): number =>
  parseDay(text) * 1440 + digits(text, 11, 13) * 60 + digits(text, 14, 16);

/** Minute of the day of `HH:MM`. */
export const parseClock = (text: string): number => digits(text, 0, 2) * 60 + digits(text, 3, 5);

/** Seconds since 1970-01-01T00:00Z of an ISO instant with offset; a fraction of a second is cut off. */
export function parseInstant(text: string): number {
  const local = parseLocalMinute(text) * 60 + digits(text, 17, 19);
  if (text.endsWith('Z')) return local;
  const at = text.length - 6;
  const offsetMinutes = digits(text, at + 1, at + 3) * 60 + digits(text, at + 4, at + 6);
  return text[at] === '-' ? local + offsetMinutes * 60 : local - offsetMinutes * 60;
}

/** `YYYY-MM-DD` of a day number. */
export function formatDay(days: number): string {
  const { year, month, day } = dateOf(days);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Month and day of a birthday `--MM-DD` or `YYYY-MM-DD`. */
export const parseBirthday = (text: string): { readonly month: number; readonly day: number } => {
  const at = text.length - 5;
  return { month: digits(text, at, at + 2), day: digits(text, at + 3, at + 5) };
};
