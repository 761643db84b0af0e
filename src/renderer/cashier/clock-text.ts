import type { TFunction } from 'i18next';
import type { Language } from '../../contracts/local-text.ts';
import { localOf } from '../kit/local-instant.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** Date and minute of a local moment (`2026-12-05T12:30:00+03:00`) as a shop reads it: `5 декабря, 12:30`. */
export function clockText(localMoment: string, language: Language, t: TFunction): string {
  const day = Number(localMoment.slice(8, 10));
  const month = months[Number(localMoment.slice(5, 7)) - 1] ?? 'jan';
  const time = localMoment.slice(11, 16);
  const name = t(`month.${month}`);
  return language === 'ru' ? `${day} ${name}, ${time}` : `${name} ${day}, ${time}`;
}

/** The same of an instant (`2026-12-05T09:30:00Z`), in this machine's time zone. */
export const momentText = (instant: string, language: Language, t: TFunction): string =>
  clockText(localOf(instant), language, t);

/** The day of a date or of a local moment: `5 декабря 2026`, `December 5, 2026`. */
export function dayText(date: string, language: Language, t: TFunction): string {
  const day = Number(date.slice(8, 10));
  const month = t(`month.${months[Number(date.slice(5, 7)) - 1] ?? 'jan'}`);
  const year = date.slice(0, 4);
  return language === 'ru' ? `${day} ${month} ${year}` : `${month} ${day}, ${year}`;
}
