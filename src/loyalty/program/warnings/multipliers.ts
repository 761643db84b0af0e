import type { Effect } from '../../../contracts/effects.ts';
import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import type { Selector } from '../../../contracts/selector.ts';
import { mayMeet } from '../condition-sets.ts';
import { mayShareGoods } from '../goods-sets.ts';
import { issueAt } from '../issue.ts';
import { placed, promotionPath, type WarningRule } from './promotion-warning.ts';

type PointsEffect = Extract<Effect, { type: 'points' }>;

/** The percents of a wallet beside the tier's: of which promotion (null: a chosen category) and on which goods. */
type PercentSource = {
  readonly wallet: string;
  readonly promotion: Promotion | null;
  readonly of: Selector;
};

/** Every percent that earns, but for those of the tiers. */
export function percentSources(program: Program): PercentSource[] {
  const first = program.wallets[0]?.id ?? '';
  return [
    ...program.promotions.flatMap((promotion) =>
      promotion.then.flatMap((effect) =>
        effect.type === 'points' && (effect.percent ?? 0) > 0
          ? [{ wallet: effect.wallet, promotion, of: effect.of }]
          : [],
      ),
    ),
    ...program.choices.flatMap(({ options }) =>
      options.flatMap(({ wallet, of, earnPercent }) =>
        earnPercent > 0 ? [{ wallet: wallet ?? first, promotion: null, of }] : [],
      ),
    ),
  ];
}

const meets = (promotion: Promotion, effect: PointsEffect, source: PercentSource): boolean =>
  source.wallet === effect.wallet &&
  mayShareGoods(effect.of, source.of) &&
  (source.promotion === null || mayMeet(promotion, source.promotion));

/** Multipliers of the tier's points beside other percents, which they leave alone. */
export const warnMultipliers: WarningRule = (program) => {
  const sources = percentSources(program);
  return placed(program).flatMap(({ promotion, index }) =>
    promotion.then.flatMap((effect, j) => {
      if (effect.type !== 'points' || effect.multiply == null || effect.scope === 'all') return [];
      if (!sources.some((source) => meets(promotion, effect, source))) return [];
      const message = {
        en: `"${promotion.id}" multiplies the tier's points only; other percents stay as they are.`,
        ru: `«${promotion.id}» умножает только баллы уровня; остальные проценты остаются как есть.`,
      };
      const hint = {
        en: 'Use "scope": "all" to multiply them too.',
        ru: 'Укажите "scope": "all", чтобы умножать и их.',
      };
      return [issueAt('multiplies-tier-only', promotionPath(index, `.then[${j}].scope`), message, hint)];
    }),
  );
};
