import { issueAt, type ProgramIssue } from '../issue.ts';
import type { WarningRule } from './promotion-warning.ts';

/** Tiers that nobody reaches, and two that are reached at once. */
export const warnTiers: WarningRule = ({ tiers, tierRule }) => {
  const report: ProgramIssue[] = [];
  const known = new Map<number, string>();
  tiers.forEach(({ id, from }, i) => {
    const other = known.get(from);
    if (other === undefined) known.set(from, id);
    else {
      const message = {
        en: `The tier "${id}" begins where "${other}" does: a member reaches one of them only.`,
        ru: `Уровень «${id}» начинается там же, где «${other}»: участник получит только один из них.`,
      };
      const hint = { en: 'Give it another "from".', ru: 'Укажите другое "from".' };
      report.push(issueAt('same-tier', `tiers[${i}].from`, message, hint));
    }
  });
  if (tierRule == null && tiers.some(({ from }) => from > 0)) {
    const message = {
      en: 'Tiers have thresholds, but nothing says what is counted: nobody ever rises.',
      ru: 'У уровней есть пороги, но не сказано, что считать: никто никогда не поднимется.',
    };
    const hint = {
      en: 'Add "tierRule": {"by": "spend", "windowDays": 365}.',
      ru: 'Добавьте "tierRule": {"by": "spend", "windowDays": 365}.',
    };
    report.push(issueAt('no-tier-rule', 'tierRule', message, hint));
  }
  return report;
};
