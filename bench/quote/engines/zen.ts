import type { EngineFactory } from '../engine.ts';
import { createApplier, factNames, type RuleFacts, unitsNeeded } from '../matched.ts';
import { packageVersion } from '../package-version.ts';
import { type Plan, type PlannedPromotion, planOf } from '../plan.ts';

type Cells = {
  readonly _id: string;
  readonly of: string;
  readonly gross: string;
  readonly tier: string;
  readonly position: string;
};

/** A promotion as a row of a decision table; an empty cell holds always. */
function rowOf(promotion: PlannedPromotion, position: number, names: readonly string[]): Cells {
  const name = names[promotion.category];
  return {
    _id: `r${position}`,
    of: name === undefined ? '' : `(units.${name} ?? 0) >= ${unitsNeeded(promotion)}`,
    gross: promotion.kind === 'threshold' ? `>= ${promotion.minAmount}` : '',
    tier: promotion.tier === null ? '' : `"${promotion.tier}"`,
    position: String(position),
  };
}

/** One decision table that collects every row that holds. */
const decisionOf = (plan: Plan): object => ({
  nodes: [
    { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
    {
      id: 'table',
      type: 'decisionTableNode',
      name: 'table',
      position: { x: 1, y: 0 },
      content: {
        hitPolicy: 'collect',
        inputs: [
          { id: 'of', name: 'of' },
          { id: 'gross', name: 'gross', field: 'gross' },
          { id: 'tier', name: 'tier', field: 'tier' },
        ],
        outputs: [{ id: 'position', name: 'position', field: 'position' }],
        rules: plan.promotions.map((promotion, position) => rowOf(promotion, position, factNames(plan))),
      },
    },
    { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
  ],
  edges: [
    { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
    { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
  ],
});

type Zen = {
  readonly ZenEngine: new () => {
    readonly createDecision: (content: object) => {
      readonly evaluate: (input: object) => Promise<{ readonly result: unknown }>;
    };
  };
};

/** The package's binaries cover most machines, not all. */
async function loadZen(): Promise<Zen | null> {
  try {
    return await import('@gorules/zen-engine');
  } catch {
    return null;
  }
}

/** Positions that the table collected. */
function positionsOf(result: unknown): number[] {
  if (!Array.isArray(result)) return [];
  return result.map((row: { position?: unknown }) => Number(row.position)).sort((a, b) => a - b);
}

function inputOf(facts: RuleFacts): object {
  const { gross, tier, ...units } = facts;
  return { gross, tier, units };
}

/** gorules zen-engine, a native module: one decision table with a row a promotion. */
export const zen: EngineFactory = async (workload) => {
  const loaded = await loadZen();
  if (loaded === null) return null;
  const plan = planOf(workload);
  const applier = createApplier(plan);
  const decision = new loaded.ZenEngine().createDecision(decisionOf(plan));
  return {
    name: 'gorules zen-engine',
    source: packageVersion('@gorules/zen-engine'),
    note: 'decides only, no reasons; native',
    toleranceMinor: 0,
    quote: async (receipt) => {
      const { result } = await decision.evaluate(inputOf(applier.factsOf(receipt)));
      return applier.apply(positionsOf(result));
    },
  };
};
