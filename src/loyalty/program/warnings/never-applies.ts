import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import { issueAt } from '../issue.ts';
import { impossibleAlone } from './impossible-alone.ts';
import { overAlready } from './over-already.ts';
import {
  type Cause,
  cause,
  type NeverApplying,
  placed,
  promotionPath,
  type WarningRule,
} from './promotion-warning.ts';
import { shadowed } from './shadowed.ts';
import { withoutCoupons } from './unreachable-series.ts';

/** Promotions that can never do anything; `inUseFromMs`: from when the program is in use, where that is known. */
export function neverApplying(program: Program, inUseFromMs?: number): NeverApplying {
  const behind = shadowed(program);
  const causes = new Map<Promotion, Cause>();
  const note = (promotion: Promotion, found: Cause | null | undefined): void => {
    if (found != null && !causes.has(promotion)) causes.set(promotion, found);
  };
  for (const promotion of program.promotions)
    note(promotion, impossibleAlone(promotion) ?? behind.get(promotion));
  for (const promotion of withoutCoupons(program, (known) => causes.has(known))) {
    note(
      promotion,
      cause(
        '.when.coupon.series',
        'Nobody can ever get such a coupon: whatever issues it never applies itself.',
        'Такой купон никто не получит: то, что его выдаёт, само не срабатывает.',
      ),
    );
  }
  // Last: a promotion that is over may have issued coupons which are still good.
  if (inUseFromMs !== undefined) {
    const isOver = overAlready(program, inUseFromMs);
    for (const promotion of program.promotions) note(promotion, isOver(promotion));
  }
  return causes;
}

const hint = {
  en: 'Change the condition or remove the promotion.',
  ru: 'Измените условие или уберите акцию.',
};

/** Promotions that can never do anything. */
export const warnNeverApplies: WarningRule = (program, never) =>
  placed(program).flatMap(({ promotion, index }) => {
    const found = never.get(promotion);
    if (found === undefined) return [];
    const message = {
      en: `"${promotion.id}" can never apply. ${found.why.en}`,
      ru: `«${promotion.id}» никогда не сработает. ${found.why.ru}`,
    };
    return [issueAt('never-applies', promotionPath(index, found.field), message, hint)];
  });
