import type { Promotion } from '../../../contracts/promotion.ts';
import { issueAt } from '../issue.ts';
import { impossibleAlone } from './impossible-alone.ts';
import { type Cause, cause, placed, promotionPath, type WarningRule } from './promotion-warning.ts';
import { shadowed } from './shadowed.ts';
import { withoutCoupons } from './unreachable-series.ts';

const hint = {
  en: 'Change the condition or remove the promotion.',
  ru: 'Измените условие или уберите акцию.',
};

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
  return placed(program).flatMap(({ promotion, index }) => {
    const found = causes.get(promotion);
    if (found === undefined) return [];
    const { field, why } = found;
    const message = {
      en: `"${promotion.id}" can never apply. ${why.en}`,
      ru: `«${promotion.id}» никогда не сработает. ${why.ru}`,
    };
    return [issueAt('never-applies', promotionPath(index, field), message, hint)];
  });
};
