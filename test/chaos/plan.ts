import { seededNumbers } from '../support/seeded-numbers.ts';

/** One blow: at `atMs` after the start something is killed, or cut off, and is back `forMs` later. */
export type Blow = {
  readonly atMs: number;
  readonly what: 'till' | 'node' | 'database' | 'line';
  /** Which till or node. */
  readonly index: number;
  readonly forMs: number;
};

const firstMs = 1_000;
const gapMs = { least: 700, spread: 1_600 };
/** Shares in percent; what is left is a till's line. */
const shares = { till: 35, node: 25, database: 10 };

/** All blows of a run, in their order: the same for the same seed. */
export function planBlows(
  seed: number,
  durationMs: number,
  { tills, nodes }: { readonly tills: number; readonly nodes: number },
): Blow[] {
  const chance = seededNumbers(seed);
  const blows: Blow[] = [];
  for (let atMs = firstMs; atMs < durationMs; atMs += gapMs.least + chance.below(gapMs.spread)) {
    const drawn = chance.below(100);
    const [index, long] = [chance.next(), chance.next()];
    const at = (count: number): number => Math.floor(index * count);
    if (drawn < shares.till) blows.push({ atMs, what: 'till', index: at(tills), forMs: long * 2_000 });
    else if (drawn < shares.till + shares.node)
      blows.push({ atMs, what: 'node', index: at(nodes), forMs: 200 + long * 4_000 });
    else if (drawn < shares.till + shares.node + shares.database)
      blows.push({ atMs, what: 'database', index: 0, forMs: 200 + long * 3_000 });
    else blows.push({ atMs, what: 'line', index: at(tills), forMs: 3_000 + long * 12_000 });
  }
  return blows;
}
