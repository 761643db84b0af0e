import type { PromotionCondition } from '../../../contracts/promotion.ts';
import { parseLocalMinute, weekdayOf } from '../../time/calendar.ts';
import { compilePeriod, isInPeriod } from '../period.ts';
import { type Cause, cause } from './promotion-warning.ts';

const MINUTES_A_DAY = 1440;
/** In so many days every weekday has passed as a whole. */
const DAYS_WITH_EVERYTHING = 8;

/** Is the promotion in force in any minute between its first and its last one? */
function everInForce(when: PromotionCondition): boolean {
  const period = compilePeriod(when);
  const first = when.from == null ? 0 : parseLocalMinute(when.from);
  const most = first + DAYS_WITH_EVERYTHING * MINUTES_A_DAY;
  const last = when.to == null ? most : Math.min(most, parseLocalMinute(when.to));
  for (let minute = first; minute <= last; minute += 1) {
    const day = Math.floor(minute / MINUTES_A_DAY);
    const moment = { minute, day, minuteOfDay: minute - day * MINUTES_A_DAY, weekday: weekdayOf(day) };
    if (isInPeriod(period, moment)) return true;
  }
  return false;
}

/** Why its times never come. */
export function impossibleTime(when: PromotionCondition): Cause | null {
  const { from, to, weekdays, hours } = when;
  if (from != null && to != null && from > to)
    return cause('.when.to', 'It ends before it starts.', 'Она кончается раньше, чем начинается.');
  if (weekdays?.length === 0)
    return cause('.when.weekdays', 'It names no weekday.', 'Не назван ни один день недели.');
  if (hours?.length === 0) return cause('.when.hours', 'It names no hours.', 'Не названы часы.');
  if (hours?.every(([start, end]) => start === end))
    return cause('.when.hours', 'The hours end when they start.', 'Часы кончаются, едва начавшись.');
  if (weekdays === undefined && hours === undefined) return null;
  if (everInForce(when)) return null;
  const { hours: _, ...daysOnly } = when;
  return weekdays !== undefined && !everInForce(daysOnly)
    ? cause(
        '.when.weekdays',
        'None of these weekdays lies between its start and its end.',
        'Ни одного из этих дней недели нет между началом и концом.',
      )
    : cause(
        '.when.hours',
        'None of these hours lies between its start and its end.',
        'Ни одного из этих часов нет между началом и концом.',
      );
}
