import { LogicEngine } from 'json-logic-engine';
import type { EngineFactory } from '../engine.ts';
import { createApplier, factNames, type RuleFacts, unitsNeeded } from '../matched.ts';
import { packageVersion } from '../package-version.ts';
import { type PlannedPromotion, planOf } from '../plan.ts';

/** A promotion's condition as JSON Logic. */
function logicOf(promotion: PlannedPromotion, names: readonly string[]): object {
  const conditions: object[] = [];
  if (promotion.category >= 0) {
    conditions.push({ '>=': [{ var: names[promotion.category] }, unitsNeeded(promotion)] });
  }
  if (promotion.kind === 'threshold') conditions.push({ '>=': [{ var: 'gross' }, promotion.minAmount] });
  if (promotion.tier !== null) conditions.push({ '===': [{ var: 'tier' }, promotion.tier] });
  return conditions.length === 1 ? (conditions[0] ?? {}) : { and: conditions };
}

/** json-logic-engine with every rule compiled to a function. */
export const jsonLogic: EngineFactory = (workload) => {
  const plan = planOf(workload);
  const applier = createApplier(plan);
  const names = factNames(plan);
  const engine = new LogicEngine();
  const tests = plan.promotions.map((promotion): ((facts: RuleFacts) => unknown) => {
    const built: unknown = engine.build(logicOf(promotion, names));
    if (typeof built !== 'function') throw new Error(`${promotion.id} did not compile.`);
    return (facts) => Reflect.apply(built, undefined, [facts]);
  });
  const matched: number[] = [];
  return {
    name: 'json-logic-engine, compiled',
    source: packageVersion('json-logic-engine'),
    note: 'decides only, no reasons',
    toleranceMinor: 0,
    quote: (receipt) => {
      const facts = applier.factsOf(receipt);
      matched.length = 0;
      for (let i = 0; i < tests.length; i += 1) if (tests[i]?.(facts) === true) matched.push(i);
      return applier.apply(matched);
    },
  };
};
