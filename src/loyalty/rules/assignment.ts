// Which units go into which item of a bundle when selectors overlap: a flow from lines to items. Lines that fit the same
// items are one class, so that the work grows with the classes, which are few, and hardly with the lines. Lines are
// taken in the caller's order, each as far as the ones before it allow, which is the best choice by that order (the sets
// of units that can be assigned together form a matroid).

/** Classes of lines, and which one each line belongs to; lines and items by their positions. */
export type LineClasses = { readonly itemsOf: readonly (readonly number[])[]; readonly classOf: Int32Array };

/** Sorts lines into classes by the items they fit. `linesOf[item]`: positions of the lines that fit it. */
export function classify(lineCount: number, linesOf: readonly (readonly number[])[]): LineClasses {
  const itemsOf: number[][] = [[]];
  const classOf = new Int32Array(lineCount);
  linesOf.forEach((lines, item) => {
    const grown = new Map<number, number>();
    for (const line of lines) {
      const before = classOf[line] as number;
      let after = grown.get(before);
      if (after === undefined) {
        after = itemsOf.push([...(itemsOf[before] as number[]), item]) - 1;
        grown.set(before, after);
      }
      classOf[line] = after;
    }
  });
  return { itemsOf, classOf };
}

/** Units still needed by each item, and what each item took of each class. */
export type Flow = {
  readonly itemsOf: readonly (readonly number[])[];
  readonly room: number[];
  readonly given: readonly Float64Array[];
  /** Classes that have no way left to any room; one that has none never gets one again. */
  readonly shut: Uint8Array;
};

/** A flow into items that need so many units each. */
export const createFlow = (itemsOf: Flow['itemsOf'], needs: readonly number[]): Flow => ({
  itemsOf,
  room: [...needs],
  given: needs.map(() => new Float64Array(itemsOf.length)),
  shut: new Uint8Array(itemsOf.length),
});

/** How an item was reached: from which item (-1: from the line itself) handing over units of which class. */
type Step = { readonly before: number; readonly by: number };

/** The nearest item with room that units of a class can be pushed to, and the steps to every item seen. */
function pathToRoom(flow: Flow, from: number): { item: number; steps: (Step | undefined)[] } | null {
  const steps: (Step | undefined)[] = new Array(flow.room.length).fill(undefined);
  const queue: number[] = [];
  const entered = new Set<number>();
  const enter = (by: number, before: number): void => {
    if (entered.has(by)) return;
    entered.add(by);
    for (const item of flow.itemsOf[by] as readonly number[]) {
      if (steps[item] !== undefined) continue;
      steps[item] = { before, by };
      queue.push(item);
    }
  };
  enter(from, -1);
  for (const item of queue) {
    if ((flow.room[item] as number) > 0) return { item, steps };
    (flow.given[item] as Float64Array).forEach((units, by) => {
      if (units > 0) enter(by, item);
    });
  }
  return null;
}

/** Moves units along the steps to an item: each item on the way hands over what the one after it takes. */
function push(flow: Flow, item: number, steps: readonly (Step | undefined)[], most: number): number {
  let amount = Math.min(most, flow.room[item] as number);
  for (let step = steps[item]; step !== undefined && step.before >= 0; step = steps[step.before]) {
    amount = Math.min(amount, flow.given[step.before]?.[step.by] as number);
  }
  let at = item;
  for (let step = steps[at]; step !== undefined; step = steps[at]) {
    const here = flow.given[at] as Float64Array;
    here[step.by] = (here[step.by] as number) + amount;
    if (step.before < 0) break;
    const there = flow.given[step.before] as Float64Array;
    there[step.by] = (there[step.by] as number) - amount;
    at = step.before;
  }
  flow.room[item] = (flow.room[item] as number) - amount;
  return amount;
}

/** Units that go into an item with room as they are, which is what most do. */
function takeDirectly(flow: Flow, from: number, most: number): number {
  let taken = 0;
  for (const item of flow.itemsOf[from] as readonly number[]) {
    const units = Math.min(most - taken, flow.room[item] as number);
    if (units <= 0) continue;
    const given = flow.given[item] as Float64Array;
    given[from] = (given[from] as number) + units;
    flow.room[item] = (flow.room[item] as number) - units;
    taken += units;
  }
  return taken;
}

/** Takes at most so many units of a class, moving others if that makes room; returns how many. */
export function takeUnits(flow: Flow, from: number, most: number): number {
  if (flow.shut[from] === 1) return 0;
  let taken = takeDirectly(flow, from, most);
  while (taken < most && flow.shut[from] === 0) {
    const path = pathToRoom(flow, from);
    if (path === null) flow.shut[from] = 1;
    else taken += push(flow, path.item, path.steps, most - taken);
  }
  return taken;
}
