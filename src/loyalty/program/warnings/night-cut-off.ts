import { issueAt } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

/** Hours that cross midnight belong to the day they begin on; a last minute before midnight cuts the last night short. */
export const warnNightCutOff: WarningRule = (program) =>
  placed(program).flatMap(({ promotion: { id, when }, index }) => {
    const last = when.to?.slice('2026-12-01T'.length);
    if (last === undefined) return [];
    return (when.hours ?? []).flatMap(([start, end]) => {
      if (start <= end || end === '00:00' || last < start) return [];
      const message = {
        en: `The last night of "${id}" ends at ${last} and not at ${end}.`,
        ru: `Последняя ночь «${id}» кончится в ${last}, а не в ${end}.`,
      };
      const hint = {
        en: `Hours over midnight go on into the next day: let "to" be there, at ${end}.`,
        ru: `Часы через полночь продолжаются на следующий день: пусть "to" будет там, в ${end}.`,
      };
      return [issueAt('night-cut-off', promotionPath(index, '.when.to'), message, hint)];
    });
  });
