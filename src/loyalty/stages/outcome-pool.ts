import type { CompiledProgram, CompiledPromotion } from '../program/compiled.ts';
import { createOutcome, type Outcome, resetOutcome } from './run.ts';

/** Outcomes of a program's promotions, made at first use and used again by every quote. */
const pools = new WeakMap<CompiledProgram, Outcome[]>();

function poolOf(program: CompiledProgram): Outcome[] {
  const known = pools.get(program);
  if (known !== undefined) return known;
  const created: Outcome[] = [];
  pools.set(program, created);
  return created;
}

/** Hands out the clean outcome of a promotion; it is good until the next quote of the program. */
export function outcomesOf(program: CompiledProgram): (promotion: CompiledPromotion) => Outcome {
  const pool = poolOf(program);
  return (promotion) => {
    const known = pool[promotion.order];
    if (known === undefined) {
      const created = createOutcome(promotion);
      pool[promotion.order] = created;
      return created;
    }
    resetOutcome(known);
    known.lostTo = -1;
    known.skipped = false;
    return known;
  };
}
