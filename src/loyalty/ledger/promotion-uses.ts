import type { Program } from '../../contracts/program.ts';
import type { OperationFact } from '../../contracts/sync.ts';

/** How often an operation used promotions, by id; a purchase that came back whole takes its uses back. */
export function usesOf(operation: OperationFact): ReadonlyMap<string, number> {
  switch (operation.kind) {
    case 'purchase':
      return new Map(operation.body.quote.applied.map(({ promotion }) => [promotion, 1]));
    case 'return':
      return new Map(operation.body.used.map((promotion) => [promotion, -1]));
    default:
      return new Map();
  }
}

const limitedOf = new WeakMap<Program, readonly string[]>();

/** Promotions with a limit over all members; looked for once a program. */
export function totalLimited(program: Program | null): readonly string[] {
  if (program === null) return [];
  const known = limitedOf.get(program);
  if (known !== undefined) return known;
  const limited = program.promotions.filter(({ limit }) => limit?.total != null).map(({ id }) => id);
  limitedOf.set(program, limited);
  return limited;
}

/** Of all uses those that a quote can ask for: the rest would only make what it rested on longer. */
export function usesThatCount(
  program: Program,
  uses: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const counting: Record<string, number> = {};
  for (const id of totalLimited(program)) {
    const used = Object.hasOwn(uses, id) ? uses[id] : undefined;
    if (used !== undefined) counting[id] = used;
  }
  return counting;
}
