import type { CompiledProgram, CompiledPromotion } from '../program/compiled.ts';
import { createOutcome, type Outcome, type OutcomePool, resetOutcome } from './run.ts';

const pools = new WeakMap<CompiledProgram, OutcomePool>();

export function outcomePoolOf(program: CompiledProgram): OutcomePool {
  const known = pools.get(program);
  if (known !== undefined) return known;
  const created: OutcomePool = program.promotions.map(() => undefined);
  pools.set(program, created);
  return created;
}

/** The clean outcome of a promotion; it is good until the next quote of the program. */
export function cleanOutcome(pool: OutcomePool, program: CompiledProgram, order: number): Outcome {
  const known = pool[order];
  if (known === undefined) {
    const created = createOutcome(program.promotions[order] as CompiledPromotion);
    pool[order] = created;
    return created;
  }
  resetOutcome(known);
  known.lostTo = -1;
  return known;
}
