import { toBasisPoints } from '../../shared/percent.ts';
import type { EarnRule } from './rule.ts';

/** Earning; all steps of a receipt are counted together in stages/earn.ts, because points are rounded once. */
export const points: EarnRule<'points'> = {
  kind: 'earn',
  type: 'points',
  compile: (effect, scope) => {
    const selector = scope.intern(effect.of);
    return {
      selectors: [selector],
      selector,
      wallet: scope.walletIndex(effect.wallet),
      multiplyHundredths: Math.round((effect.multiply ?? 0) * 100),
      all: effect.scope === 'all',
      basisPoints: toBasisPoints(effect.percent ?? 0),
      fixed: effect.fixed ?? 0,
      perUnit: effect.perUnit ?? 0,
      perAmount: effect.per?.amount ?? 0,
      perPoints: effect.per?.points ?? 0,
    };
  },
};
