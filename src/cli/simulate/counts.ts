// Sums by key whose order of adding does not matter: what makes a parallel run equal to a serial one.

export type Counts = Map<string, number>;

/** A sum beyond 2^53 can no longer be told exactly. */
export class SumTooLarge extends Error {
  override readonly name = 'SumTooLarge';
}

/** `a + b`, or a `SumTooLarge` when it would not be exact. */
export function addExactly(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isSafeInteger(sum)) throw new SumTooLarge('A sum is too large to be told exactly.');
  return sum;
}

export function count<K>(counts: Map<K, number>, key: K, more: number): void {
  counts.set(key, addExactly(counts.get(key) ?? 0, more));
}

export function addCounts<K>(into: Map<K, number>, from: ReadonlyMap<K, number>): void {
  for (const [key, more] of from) count(into, key, more);
}

/** As an object for JSON, keys sorted. */
export const countsObject = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
