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
