import type { Effect } from '../../../contracts/effects.ts';
import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import type { Sentence } from '../../../contracts/sentence.ts';
import { pointsToMinor } from '../../../shared/points.ts';
import { basketsOf } from '../condition-sets.ts';
import { covers } from '../goods-sets.ts';
import { issueAt, type ProgramIssue } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

// What one rule gives by itself. Several rules together are looked at in `generous-together.ts`.

type PointsEffect = Extract<Effect, { type: 'points' }>;

/** Percents of an effect that lower prices. */
export function percentsOf(effect: Effect): number[] {
  if (effect.type === 'percentOff') return [effect.percent];
  if (effect.type === 'unitsOff') return effect.percent == null ? [] : [effect.percent];
  if (effect.type === 'buyGet') return [effect.get.percent];
  return effect.type === 'ladder' ? effect.steps.map((step) => step.percent) : [];
}

/** What points are worth, minor units; 0 in a wallet that is not there. */
export function worthOf(program: Program, wallet: string, points: number): number {
  const found = program.wallets.find(({ id }) => id === wallet);
  return found === undefined ? 0 : pointsToMinor(points, found.value, found.scale);
}

/** What an earning effect gives back of what is paid, in percent; null when that depends on the goods. */
export function givesBack(program: Program, effect: PointsEffect): number | null {
  if (effect.percent != null) return effect.percent;
  if (effect.per != null)
    return (worthOf(program, effect.wallet, effect.per.points) * 100) / effect.per.amount;
  const dearest = effect.of.price?.max;
  if (effect.perUnit == null || dearest == null || dearest === 0) return null;
  return (worthOf(program, effect.wallet, effect.perUnit) * 100) / dearest;
}

/** The least that the receipt is worth on the goods of an effect, by the promotion's basket; 0 when nothing says. */
function leastBasket(promotion: Promotion, effect: { readonly of: Parameters<typeof covers>[0] }): number {
  const known = basketsOf(promotion.when).filter((basket) => covers(effect.of, basket.of));
  return Math.max(0, ...known.map(({ minAmount }) => minAmount ?? 0));
}

const more = {
  off: (id: string): Sentence => ({
    en: `"${id}" takes off more than 100 %: the goods become free.`,
    ru: `«${id}» снимает больше 100 %: товар станет бесплатным.`,
  }),
  offPrice: (id: string): Sentence => ({
    en: `"${id}" takes off more than its dearest goods cost: all of them become free.`,
    ru: `«${id}» снимает больше, чем стоит самый дорогой из её товаров: все станут бесплатными.`,
  }),
  offBasket: (id: string): Sentence => ({
    en: `"${id}" takes off more than the smallest receipt it asks for: such a receipt becomes free.`,
    ru: `«${id}» снимает больше, чем наименьший чек, который она требует: такой чек станет бесплатным.`,
  }),
  back: (id: string): Sentence => ({
    en: `"${id}" gives back more in points than is paid.`,
    ru: `«${id}» возвращает баллами больше, чем заплачено.`,
  }),
};

const hint = { en: 'Check the number.', ru: 'Проверьте число.' };

/** What is too much of one effect, or null. */
function tooMuch(program: Program, promotion: Promotion, effect: Effect): Sentence | null {
  if (percentsOf(effect).some((percent) => percent > 100)) return more.off(promotion.id);
  if (effect.type === 'amountOff') {
    if (effect.per === 'receipt') {
      const least = leastBasket(promotion, effect);
      return least > 0 && effect.amount > least ? more.offBasket(promotion.id) : null;
    }
    const dearest = effect.per === 'unit' ? effect.of.price?.max : null;
    return dearest != null && effect.amount > dearest ? more.offPrice(promotion.id) : null;
  }
  if (effect.type !== 'points') return null;
  if ((givesBack(program, effect) ?? 0) > 100) return more.back(promotion.id);
  const least = leastBasket(promotion, effect);
  const fixed = worthOf(program, effect.wallet, effect.fixed ?? 0);
  return least > 0 && fixed > least ? more.back(promotion.id) : null;
}

/** Rules that by themselves give more than 100 %. */
export const warnGenerous: WarningRule = (program) => {
  const report: ProgramIssue[] = [];
  const tell = (path: string, message: Sentence | null): void => {
    if (message !== null) report.push(issueAt('over-hundred-percent', path, message, hint));
  };
  for (const { promotion, index } of placed(program)) {
    promotion.then.forEach((effect, j) => {
      tell(promotionPath(index, `.then[${j}]`), tooMuch(program, promotion, effect));
    });
  }
  program.tiers.forEach(({ id, earnPercent, discountPercent }, i) => {
    tell(`tiers[${i}].earnPercent`, earnPercent > 100 ? more.back(id) : null);
    tell(`tiers[${i}].discountPercent`, discountPercent > 100 ? more.off(id) : null);
  });
  program.choices.forEach(({ options }, i) => {
    options.forEach(({ id, earnPercent }, j) => {
      tell(`choices[${i}].options[${j}].earnPercent`, earnPercent > 100 ? more.back(id) : null);
    });
  });
  for (const kind of ['rewards', 'stampCards'] as const) {
    program[kind].forEach(({ id, then }, i) => {
      tell(`${kind}[${i}].then`, percentsOf(then).some((percent) => percent > 100) ? more.off(id) : null);
    });
  }
  return report;
};
