import type { Promotion } from '../../../contracts/promotion.ts';
import type { Sentence } from '../../../contracts/sentence.ts';
import { inTurn } from '../in-turn.ts';
import { issueAt } from '../issue.ts';
import { lowersPrices } from '../overlap.ts';
import { beforeExclusive, mayBeBefore, standsBefore } from './before-exclusive.ts';
import { MOST_PAIRS, promotionPath, type WarningRule } from './promotion-warning.ts';

type Told = { readonly field: string; readonly message: Sentence; readonly hint: Sentence };

const byPriority = ({ id }: Promotion, first: Promotion): Told => ({
  field: '.priority',
  message: {
    en: `"${id}" is exclusive but comes after "${first.id}": it never works on goods both are about.`,
    ru: `«${id}» исключительная, но идёт после «${first.id}»: на общих товарах она не сработает.`,
  },
  hint: {
    en: 'Give the exclusive promotion the higher priority.',
    ru: 'Дайте исключительной акции более высокий приоритет.',
  },
});

const byStage = ({ id }: Promotion, first: Promotion): Told => ({
  field: '.exclusive',
  message: {
    en: `"${id}" is exclusive but works on the whole receipt, after "${first.id}", which works on single goods: it never works on goods both are about.`,
    ru: `«${id}» исключительная, но действует на весь чек, уже после «${first.id}», которая действует на отдельные товары: на общих товарах она не сработает.`,
  },
  hint: {
    en: 'Priority does not help here: keep these goods out of the other one ("except"), or give that one "stage": "receipt" too and the lower priority.',
    ru: 'Приоритет тут не поможет: исключите эти товары из другой акции ("except") или дайте ей тоже "stage": "receipt" и приоритет ниже.',
  },
});

/** Exclusive promotions that come after an ordinary one at goods of both: by priority, or because they work on the whole receipt. */
export const warnExclusiveTooLate: WarningRule = (program) => {
  const turns = inTurn(program.promotions).filter((promotion) => promotion.then.some(lowersPrices));
  const places = new Map(program.promotions.map((promotion, index) => [promotion, index]));
  let pairs = 0;
  return turns.flatMap((promotion) => {
    if (!promotion.exclusive || pairs > MOST_PAIRS) return [];
    pairs += mayBeBefore(promotion, turns).length;
    const first = beforeExclusive(promotion, turns);
    if (first === undefined) return [];
    const told = standsBefore(first, promotion, false) ? byStage : byPriority;
    const { field, message, hint } = told(promotion, first);
    return [issueAt('exclusive-too-late', promotionPath(places.get(promotion) ?? 0, field), message, hint)];
  });
};
