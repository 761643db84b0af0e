import { Engine, type RuleProperties } from 'json-rules-engine';
import type { EngineFactory } from '../engine.ts';
import { createApplier, factNames, unitsNeeded } from '../matched.ts';
import { packageVersion } from '../package-version.ts';
import { type PlannedPromotion, planOf } from '../plan.ts';

function ruleOf(promotion: PlannedPromotion, position: number, names: readonly string[]): RuleProperties {
  const operator = 'greaterThanInclusive';
  const all = [];
  if (promotion.category >= 0) {
    all.push({ fact: names[promotion.category] ?? '', operator, value: unitsNeeded(promotion) });
  }
  if (promotion.kind === 'threshold') all.push({ fact: 'gross', operator, value: promotion.minAmount });
  if (promotion.tier !== null) all.push({ fact: 'tier', operator: 'equal', value: promotion.tier });
  return { conditions: { all }, event: { type: 'holds', params: { position } } };
}

/** json-rules-engine with one fact a category, so that no condition needs a JSON path. */
export const jsonRules: EngineFactory = (workload) => {
  const plan = planOf(workload);
  const applier = createApplier(plan);
  const names = factNames(plan);
  const engine = new Engine(
    plan.promotions.map((promotion, position) => ruleOf(promotion, position, names)),
    { allowUndefinedFacts: true },
  );
  return {
    name: 'json-rules-engine',
    source: packageVersion('json-rules-engine'),
    note: 'decides only',
    toleranceMinor: 0,
    quote: async (receipt) => {
      const { events } = await engine.run(applier.factsOf(receipt));
      const matched = events.map(({ params }) => Number(params?.position));
      // Events come in the order in which rules ended, not in theirs.
      return applier.apply(matched.sort((a, b) => a - b));
    },
  };
};
