import type { PromotionCondition } from '../../contracts/promotion.ts';
import { parseClock, parseLocalMinute } from '../time/calendar.ts';
import type { Moment } from './facts.ts';

/** When a promotion is in force, in the program's time zone. Minutes are whole: `to` 23:59 lasts until midnight. */
export type Period = {
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Bit n set: ISO weekday n counts; 0: every day. */
  readonly weekdays: number;
  /** Pairs of minutes of the day, start included, end not; null: the whole day. */
  readonly hours: readonly (readonly [number, number])[] | null;
};

export function compilePeriod(when: PromotionCondition): Period {
  return {
    fromMinute: when.from == null ? Number.NEGATIVE_INFINITY : parseLocalMinute(when.from),
    toMinute: when.to == null ? Number.POSITIVE_INFINITY : parseLocalMinute(when.to),
    // A list that names no day leaves bit 0, which no weekday has.
    weekdays: when.weekdays === undefined ? 0 : when.weekdays.reduce((bits, day) => bits | (1 << day), 1),
    hours:
      when.hours === undefined ? null : when.hours.map(([a, b]) => [parseClock(a), parseClock(b)] as const),
  };
}

/** Hours that end before they start cross midnight. */
const isWithin = (minute: number, [start, end]: readonly [number, number]): boolean =>
  start <= end ? minute >= start && minute < end : minute >= start || minute < end;

/** Is the promotion in force on this day of the week and at this hour? */
export function isInRhythm(period: Period, moment: Moment): boolean {
  if (period.weekdays !== 0 && (period.weekdays & (1 << moment.weekday)) === 0) return false;
  return period.hours === null || period.hours.some((range) => isWithin(moment.minuteOfDay, range));
}

export const isInPeriod = (period: Period, moment: Moment): boolean =>
  moment.minute >= period.fromMinute && moment.minute <= period.toMinute && isInRhythm(period, moment);
