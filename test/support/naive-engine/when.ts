import type { Promotion } from '../../../src/contracts/promotion.ts';
import type { Asked } from './asked.ts';

// When and where: the platform's calendar gives the local time, days are counted one by one.

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The receipt's local time in the program's zone, `YYYY-MM-DDTHH:MM`. */
export function localTime({ program: { timezone }, receipt: { at } }: Asked): string {
  let format = formats.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(timezone, format);
  }
  return format.format(new Date(at)).replace(' ', 'T');
}

export const dayOf = (asked: Asked): string => localTime(asked).slice(0, 10);

export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** Do the hours of today, or of a yesterday that went on past midnight, hold this moment? */
function isInRhythm({ when: { weekdays, hours } }: Promotion, now: string): boolean {
  const today = now.slice(0, 10);
  const isDay = (day: string): boolean => weekdays === undefined || weekdays.includes(weekdayOf(day));
  if (hours === undefined) return isDay(today);
  return [-1, 0].some((back) => {
    const day = daysLater(today, back);
    const minute = minutesOf(now.slice(11)) - back * 1440;
    return (
      isDay(day) &&
      hours.some(([start, end]) => {
        const [first, last] = [minutesOf(start), minutesOf(end)];
        return minute >= first && minute < (last < first ? last + 1440 : last);
      })
    );
  });
}

/** Not here or not now, before anything else is asked; null when in force. */
export function notInForce(promotion: Promotion, asked: Asked): 'not-in-period' | 'not-in-store' | null {
  const { from, to, stores } = promotion.when;
  const now = localTime(asked);
  if (now < (from ?? now) || now > (to ?? now) || !isInRhythm(promotion, now)) return 'not-in-period';
  return stores === undefined || stores.includes(asked.receipt.store) ? null : 'not-in-store';
}

/** Is one of the days around today the birthday? 29 February is kept on the 28th in a plain year. */
export function isNearBirthday(birthday: string, today: string, before: number, after: number): boolean {
  const wanted = birthday.slice(-5);
  for (let ahead = -after; ahead <= before; ahead += 1) {
    const day = daysLater(today, ahead);
    if (day.endsWith(wanted)) return true;
    const isEve = day.endsWith('02-28') && daysLater(day, 1).endsWith('03-01');
    if (wanted === '02-29' && isEve) return true;
  }
  return false;
}
