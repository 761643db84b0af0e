import type { EngineFactory } from './engine.ts';
import { jsonLogic } from './engines/json-logic.ts';
import { jsonRules } from './engines/json-rules.ts';
import { kopilka } from './engines/kopilka.ts';
import { limit } from './engines/limit.ts';
import { medusa } from './engines/medusa.ts';
import { nodeRules } from './engines/node-rules.ts';
import { plainLoop } from './engines/plain-loop.ts';
import { zen } from './engines/zen.ts';
import type { PlannedPromotion } from './plan.ts';

export type Contender = {
  readonly make: EngineFactory;
  /** Kinds of promotions it answers in another way: left out where discounts are compared, kept where time is taken. */
  readonly differsIn: readonly PlannedPromotion['kind'][];
};

/** Everyone in the table, in its order; the first two are what the targets speak of. */
export const contenders: readonly Contender[] = [
  { make: limit, differsIn: [] },
  { make: kopilka, differsIn: [] },
  { make: plainLoop, differsIn: [] },
  { make: jsonLogic, differsIn: [] },
  { make: nodeRules, differsIn: [] },
  { make: zen, differsIn: [] },
  { make: jsonRules, differsIn: [] },
  { make: medusa, differsIn: ['buyGet'] },
];
