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

/** Does a weekday count? 0, the day before Monday, is Sunday. */
const isDay = ({ weekdays }: Period, weekday: number): boolean =>
  weekdays === 0 || (weekdays & (1 << (weekday === 0 ? 7 : weekday))) !== 0;

/**
 * Is the promotion in force on this day of the week and at this hour? Hours that end before they start cross midnight
 * and belong to the day on which they started: one o'clock on Saturday morning is still Friday night.
 */
export function isInRhythm(period: Period, moment: Moment): boolean {
  const { minuteOfDay, weekday } = moment;
  if (period.hours === null) return isDay(period, weekday);
  return period.hours.some(([start, end]) => {
    if (start <= end) return minuteOfDay >= start && minuteOfDay < end && isDay(period, weekday);
    return minuteOfDay >= start ? isDay(period, weekday) : minuteOfDay < end && isDay(period, weekday - 1);
  });
}

export const isInPeriod = (period: Period, moment: Moment): boolean =>
  moment.minute >= period.fromMinute && moment.minute <= period.toMinute && isInRhythm(period, moment);
