import type { Effect } from '../../../contracts/effects.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import { basketsOf } from '../condition-sets.ts';
import { covers } from '../goods-sets.ts';
import { issueAt, type ProgramIssue } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

type Ladder = Extract<Effect, { type: 'ladder' }>;

/** The most that a basket condition leaves of a ladder's goods, in what the ladder counts. */
function mostOf(ladder: Ladder, promotion: Promotion | null): number {
  const key = ladder.by === 'amount' ? 'maxAmount' : 'maxQuantity';
  const bounds = basketsOf(promotion?.when ?? { audience: 'anyone' }).flatMap((basket) => {
    const most = basket[key];
    return most != null && covers(basket.of, ladder.of) ? [most] : [];
  });
  return Math.min(Number.POSITIVE_INFINITY, ...bounds);
}

function checkSteps(ladder: Ladder, promotion: Promotion | null, path: string): ProgramIssue[] {
  const most = mostOf(ladder, promotion);
  return ladder.steps.flatMap(({ from, percent }, i) => {
    const at = `${path}.steps[${i}]`;
    if (ladder.steps.findIndex((step) => step.from === from) < i) {
      const message = {
        en: `Another step begins at ${from} too: one of them is never used.`,
        ru: `С ${from} начинается и другая ступень: одна из них не сработает никогда.`,
      };
      return [issueAt('ladder-step', `${at}.from`, message, { en: 'Leave one.', ru: 'Оставьте одну.' })];
    }
    if (from > most) {
      const message = {
        en: `No receipt reaches ${from}: the promotion allows ${most} at most.`,
        ru: `Ни один чек не дойдёт до ${from}: акция допускает не больше ${most}.`,
      };
      const hint = {
        en: 'Raise the most of the basket or take the step out.',
        ru: 'Поднимите верхнюю границу чека или уберите ступень.',
      };
      return [issueAt('ladder-step', `${at}.from`, message, hint)];
    }
    const better = ladder.steps.find((step) => step.from < from && step.percent > percent);
    if (better === undefined) return [];
    const message = {
      en: `Who reaches ${from} gets ${percent} %, less than the ${better.percent} % from ${better.from}.`,
      ru: `Дойдя до ${from}, покупатель получит ${percent} %, меньше, чем ${better.percent} % с ${better.from}.`,
    };
    const hint = { en: 'A higher step usually gives more.', ru: 'Обычно ступень выше даёт больше.' };
    return [issueAt('ladder-step', `${at}.percent`, message, hint)];
  });
}

/** Steps of ladders that are never reached, or that give less than lower ones. */
export const warnLadders: WarningRule = (program) => [
  ...placed(program).flatMap(({ promotion, index }) =>
    promotion.then.flatMap((effect, j) =>
      effect.type === 'ladder' ? checkSteps(effect, promotion, promotionPath(index, `.then[${j}]`)) : [],
    ),
  ),
  ...(['rewards', 'stampCards'] as const).flatMap((kind) =>
    program[kind].flatMap(({ then }, i) =>
      then.type === 'ladder' ? checkSteps(then, null, `${kind}[${i}].then`) : [],
    ),
  ),
];
