import type { Effect } from '../../contracts/effects.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import { rules } from '../rules/registry.ts';
import type { Stage } from '../rules/rule.ts';

/** The stage of a price-lowering effect when its promotion does not say one; other effects have none. */
function usualStage(effect: Effect): Stage {
  if (effect.type === 'amountOff') return rules.amountOff.stageOf(effect);
  if (effect.type === 'ladder') return rules.ladder.stageOf(effect);
  return 'line';
}

/** When a price-lowering effect of a promotion works: on single lines, or after all of those on what is left of the receipt. */
export const stageOf = ({ stage }: Pick<Promotion, 'stage'>, effect: Effect): Stage =>
  stage === 'receipt' ? 'receipt' : usualStage(effect);
