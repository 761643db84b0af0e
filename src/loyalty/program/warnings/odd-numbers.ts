import type { Effect } from '../../../contracts/effects.ts';
import { pointsToMinor } from '../../../shared/points.ts';
import { issueAt, nearest, type ProgramIssue } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

/** Limits of days that nothing is counted in. */
export const warnLimits: WarningRule = (program) =>
  placed(program).flatMap(({ promotion: { limit }, index }) => {
    if (limit?.perMemberDays == null || limit.perMember != null) return [];
    const message = {
      en: 'The days limit nothing: it is not said how many uses a member has in them.',
      ru: 'Дни ничего не ограничивают: не сказано, сколько раз за них можно воспользоваться.',
    };
    const hint = { en: 'Add "perMember", such as 1.', ru: 'Добавьте "perMember", например 1.' };
    return [issueAt('limit-without-count', promotionPath(index, '.limit.perMemberDays'), message, hint)];
  });

/** Choices of more options than there are. */
export const warnChoices: WarningRule = ({ choices }) =>
  choices.flatMap(({ pick, options }, i) => {
    if (pick <= options.length) return [];
    const message = {
      en: `A member may pick ${pick}, but there are only ${options.length}.`,
      ru: `Выбрать можно ${pick}, а вариантов всего ${options.length}.`,
    };
    const hint = { en: 'Lower "pick" or add options.', ru: 'Уменьшите "pick" или добавьте варианты.' };
    return [issueAt('too-few-options', `choices[${i}].pick`, message, hint)];
  });

/** A group of one beside a group of nearly the same name: a slip of the pen. */
export const warnGroups: WarningRule = (program) => {
  const sizes = new Map<string, number>();
  for (const { group } of program.promotions)
    if (group != null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const larger = [...sizes].filter(([, size]) => size > 1).map(([group]) => group);
  return placed(program).flatMap(({ promotion: { id, group }, index }) => {
    const other = group == null || sizes.get(group) !== 1 ? undefined : nearest(group, larger);
    // Names that differ in a number are a row of groups, not a slip.
    if (group == null || other === undefined || other.replace(/\d+/g, '') === group.replace(/\d+/g, ''))
      return [];
    const message = {
      en: `"${id}" is alone in the group "${group}".`,
      ru: `«${id}» в группе «${group}» одна.`,
    };
    const hint = { en: `Did you mean "${other}"?`, ru: `Возможно, имелось в виду «${other}»?` };
    return [issueAt('group-of-one', promotionPath(index, '.group'), message, hint)];
  });
};

/** The most that an effect of a reward can take off, minor units; null when that depends on the goods. */
function mostOff(effect: Effect): number | null {
  if (effect.type === 'amountOff') return effect.per === 'receipt' ? effect.amount : null;
  if (effect.type === 'percentOff') return effect.maxAmount ?? null;
  if (effect.type !== 'unitsOff') return null;
  return effect.amount == null ? (effect.maxAmount ?? null) : effect.amount;
}

/** Rewards for which a member pays more than they can bring: the same points would pay more of the receipt. */
export const warnRewards: WarningRule = (program) =>
  program.rewards.flatMap(({ id, wallet: name, cost, then }, i): ProgramIssue[] => {
    const wallet = program.wallets.find((known) => known.id === name);
    const most = mostOff(then);
    if (wallet == null || wallet.redeem === null || most === null) return [];
    if (pointsToMinor(cost, wallet.value, wallet.scale) <= most) return [];
    const message = {
      en: `The reward "${id}" costs more than it takes off: paid as points, the same would buy more.`,
      ru: `Награда «${id}» стоит больше, чем даёт: те же баллы, списанные в чек, принесут больше.`,
    };
    const hint = { en: 'Lower the cost or give more.', ru: 'Уменьшите цену или дайте больше.' };
    return [issueAt('reward-too-dear', `rewards[${i}].cost`, message, hint)];
  });
