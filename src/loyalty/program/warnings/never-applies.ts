import type { Promotion } from '../../../contracts/promotion.ts';
import { issueAt, type ProgramIssue } from '../issue.ts';
import { impossibleAlone } from './impossible-alone.ts';
import {
  type Cause,
  cause,
  type Placed,
  placed,
  promotionPath,
  type WarningRule,
} from './promotion-warning.ts';
import { shadowed } from './shadowed.ts';
import { withoutCoupons } from './unreachable-series.ts';

const hint = {
  en: 'Change the condition or remove the promotion.',
  ru: 'Измените условие или уберите акцию.',
};

/** Tells that a promotion can never do anything, and why. */
export function neverApplies({ promotion: { id }, index }: Placed, { field, why }: Cause): ProgramIssue {
  const message = {
    en: `"${id}" can never apply. ${why.en}`,
    ru: `«${id}» никогда не сработает. ${why.ru}`,
  };
  return issueAt('never-applies', promotionPath(index, field), message, hint);
}

/** Promotions that can never do anything. */
export const warnNeverApplies: WarningRule = (program) => {
  const behind = shadowed(program);
  const causes = new Map<Promotion, Cause>();
  for (const promotion of program.promotions) {
    const found = impossibleAlone(promotion) ?? behind.get(promotion);
    if (found != null) causes.set(promotion, found);
  }
  for (const promotion of withoutCoupons(program, (known) => causes.has(known))) {
    if (causes.has(promotion)) continue;
    causes.set(
      promotion,
      cause(
        '.when.coupon.series',
        'Nobody can ever get such a coupon: whatever issues it never applies itself.',
        'Такой купон никто не получит: то, что его выдаёт, само не срабатывает.',
      ),
    );
  }
  return placed(program).flatMap((entry) => {
    const found = causes.get(entry.promotion);
    return found === undefined ? [] : [neverApplies(entry, found)];
  });
};
