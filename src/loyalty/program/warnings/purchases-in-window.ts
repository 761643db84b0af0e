import { issueAt } from '../issue.ts';
import { placedWithout, promotionPath, type WarningRule } from './promotion-warning.ts';

/** Promotions for the first purchases that come again once those before have left the days in which they are counted. */
export const warnPurchasesInWindow: WarningRule = (program, never) => {
  const days = program.tierRule?.windowDays;
  if (days == null) return [];
  return placedWithout(program, never).flatMap(({ promotion: { id, when, limit }, index }) => {
    const most = when.purchases?.max;
    // Who has been a member for fewer days than are counted has all purchases counted.
    const isNew = (when.memberForDays?.max ?? days) < days;
    if (most == null || limit?.perMember != null || isNew) return [];
    const message = {
      en: `"${id}" asks for at most ${most} earlier purchases, and only those of the last ${days} days are counted: who stays away that long gets it again.`,
      ru: `«${id}» требует не больше ${most} прежних покупок, а считаются только покупки за последние ${days} дн.: кто не приходил так долго, получит её снова.`,
    };
    const hint = {
      en: 'Add "limit": {"perMember": 1} if once is meant.',
      ru: 'Если нужен один раз, добавьте "limit": {"perMember": 1}.',
    };
    return [issueAt('purchases-in-window', promotionPath(index, '.when.purchases'), message, hint)];
  });
};
