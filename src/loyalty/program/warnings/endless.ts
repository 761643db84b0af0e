import { issueAt } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

/** Promotions that nothing ends: no last minute and no limit of uses in all. */
export const warnEndless: WarningRule = (program) =>
  placed(program).flatMap(({ promotion: { id, when, limit }, index }) => {
    if (when.to != null || limit?.total != null) return [];
    const message = { en: `"${id}" has no end.`, ru: `У «${id}» нет конца.` };
    const hint = {
      en: 'A till that is offline goes on with it until it hears otherwise: give it a last minute, such as "to": "2027-12-31T23:59".',
      ru: 'Касса без связи применяет её, пока не узнает иное: укажите последнюю минуту, например "to": "2027-12-31T23:59".',
    };
    return [issueAt('no-end', promotionPath(index, '.when.to'), message, hint)];
  });
