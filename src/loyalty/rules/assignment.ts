import { freeUnits, type LineState } from '../cart/line-state.ts';

// Which units go into which item of a bundle when selectors overlap: a flow from lines to items. Lines are taken in the
// given order, each as far as the lines before it allow, which is the best choice by that order (the sets of units that
// can be assigned together form a matroid).

/** One item of all sets together: lines it may take and how many units it needs. */
export type Demand = { readonly lines: ReadonlySet<LineState>; readonly units: number };

/** Units taken of each line, or null when the demands cannot all be met. */
export type Assignment = ReadonlyMap<LineState, number>;

type Flow = {
  readonly demands: readonly Demand[];
  /** `given[item]`: units of each line that item takes. */
  readonly given: readonly Map<LineState, number>[];
  readonly filled: number[];
};

const fits = (demand: Demand, line: LineState): boolean => demand.lines.has(line);

/** Items reachable from a line by handing units over; remembers through which item and line each was reached. */
function pathToRoom(
  flow: Flow,
  from: LineState,
): { item: number; via: Map<number, [number, LineState]> } | null {
  const via = new Map<number, [number, LineState]>();
  const queue: number[] = [];
  const seen = new Set<number>();
  const enter = (line: LineState, before: number): void => {
    flow.demands.forEach((demand, item) => {
      if (seen.has(item) || !fits(demand, line)) return;
      seen.add(item);
      via.set(item, [before, line]);
      queue.push(item);
    });
  };
  enter(from, -1);
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
    if ((flow.filled[item] ?? 0) < (flow.demands[item]?.units ?? 0)) return { item, via };
    for (const [line, units] of flow.given[item] ?? []) if (units > 0) enter(line, item);
  }
  return null;
}

/** Moves units along a path: each line on it gives to its item what it held at the one before. */
function push(
  flow: Flow,
  found: { item: number; via: Map<number, [number, LineState]> },
  most: number,
): number {
  let amount = Math.min(most, (flow.demands[found.item]?.units ?? 0) - (flow.filled[found.item] ?? 0));
  for (let item = found.item; ; ) {
    const [before, line] = found.via.get(item) ?? [-1, undefined];
    if (before < 0 || line === undefined) break;
    amount = Math.min(amount, flow.given[before]?.get(line) ?? 0);
    item = before;
  }
  for (let item = found.item; ; ) {
    const [before, line] = found.via.get(item) ?? [-1, undefined];
    if (line === undefined) break;
    const here = flow.given[item];
    here?.set(line, (here.get(line) ?? 0) + amount);
    if (before < 0) break;
    const there = flow.given[before];
    there?.set(line, (there.get(line) ?? 0) - amount);
    item = before;
  }
  flow.filled[found.item] = (flow.filled[found.item] ?? 0) + amount;
  return amount;
}

/** Takes units of `lines`, in order, until every demand is met; null when they do not suffice. */
export function assign(lines: readonly LineState[], demands: readonly Demand[]): Assignment | null {
  const flow: Flow = { demands, given: demands.map(() => new Map()), filled: demands.map(() => 0) };
  let needed = demands.reduce((sum, demand) => sum + demand.units, 0);
  const taken = new Map<LineState, number>();
  for (const line of lines) {
    let free = freeUnits(line);
    while (free > 0 && needed > 0) {
      const path = pathToRoom(flow, line);
      if (path === null) break;
      const moved = push(flow, path, free);
      free -= moved;
      needed -= moved;
      taken.set(line, (taken.get(line) ?? 0) + moved);
    }
  }
  return needed === 0 ? taken : null;
}

/** Units still missing to the demands after as many as possible are assigned. */
export function missingUnits(lines: readonly LineState[], demands: readonly Demand[]): number {
  const needed = demands.reduce((sum, demand) => sum + demand.units, 0);
  const flow: Flow = { demands, given: demands.map(() => new Map()), filled: demands.map(() => 0) };
  let assigned = 0;
  for (const line of lines) {
    let free = freeUnits(line);
    while (free > 0) {
      const path = pathToRoom(flow, line);
      if (path === null) break;
      const moved = push(flow, path, free);
      free -= moved;
      assigned += moved;
    }
  }
  return needed - assigned;
}
