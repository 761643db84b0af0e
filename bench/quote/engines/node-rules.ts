import { type Rule, RuleEngine } from 'node-rules';
import type { EngineFactory } from '../engine.ts';
import { createApplier, factNames, unitsNeeded } from '../matched.ts';
import { packageVersion } from '../package-version.ts';
import { type PlannedPromotion, planOf } from '../plan.ts';

/** node-rules: one rule a promotion, conditions as functions; facts are not watched for changes. */
export const nodeRules: EngineFactory = (workload) => {
  const plan = planOf(workload);
  const applier = createApplier(plan);
  const names = factNames(plan);
  let matched: number[] = [];
  const ruleOf = (promotion: PlannedPromotion, position: number): Rule => {
    const name = names[promotion.category];
    const needed = unitsNeeded(promotion);
    return {
      name: promotion.id,
      priority: plan.promotions.length - position,
      condition: (api, facts) => {
        api.when(
          (name === undefined || facts[name] >= needed) &&
            (promotion.kind !== 'threshold' || facts.gross >= promotion.minAmount) &&
            (promotion.tier === null || facts.tier === promotion.tier),
        );
      },
      consequence: (api) => {
        matched.push(position);
        api.next();
      },
    };
  };
  const engine = new RuleEngine(plan.promotions.map(ruleOf), { ignoreFactChanges: true });
  return {
    name: 'node-rules',
    source: packageVersion('node-rules'),
    note: 'decides only, no reasons',
    toleranceMinor: 0,
    quote: (receipt) =>
      new Promise((resolve) => {
        const facts = applier.factsOf(receipt);
        matched = [];
        engine.execute(facts, () => resolve(applier.apply(matched)));
      }),
  };
};
