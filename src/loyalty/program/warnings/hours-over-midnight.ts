import { issueAt } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

/** Hours that cross midnight beside weekdays: each minute counts for the day it lies in. */
export const warnHoursOverMidnight: WarningRule = (program) =>
  placed(program).flatMap(({ promotion: { id, when }, index }) => {
    if (when.weekdays === undefined || when.weekdays.length === 0 || new Set(when.weekdays).size === 7)
      return [];
    return (when.hours ?? []).flatMap(([start, end], k) => {
      if (start <= end || start === '24:00' || end === '00:00') return [];
      const message = {
        en: `"${id}" crosses midnight: ${start} to 24:00 and 00:00 to ${end} each count for the weekday they lie in, so the night after the last day is left out and the morning of the first one is in.`,
        ru: `«${id}» переходит через полночь: часы с ${start} до 24:00 и с 00:00 до ${end} относятся каждые к своему дню недели, поэтому ночь после последнего дня не входит, а утро первого входит.`,
      };
      const hint = {
        en: 'For nights that belong to the day they begin in use two promotions of one group.',
        ru: 'Чтобы ночь относилась к дню, в который началась, сделайте две акции в одной группе.',
      };
      return [issueAt('hours-over-midnight', promotionPath(index, `.when.hours[${k}]`), message, hint)];
    });
  });
