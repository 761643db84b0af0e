import { type LineState, NO_DISCOUNT } from './line-state.ts';

/**
 * Discounts of all lines as they were taken, each line's own as a chain from its last one back: `amount[i]` minor units
 * were taken by `source[i]`, the line's discount before that is `before[i]`. Written one after the other, and used again
 * by the next quote. Amounts are in a plain list, because one read from a `Float64Array` may come in a box of its own.
 */
export type DiscountLog = {
  count: number;
  source: Int32Array;
  before: Int32Array;
  readonly amount: number[];
};

const FIRST_SIZE = 256;

export const createDiscountLog = (): DiscountLog => ({
  count: 0,
  source: new Int32Array(FIRST_SIZE),
  before: new Int32Array(FIRST_SIZE),
  amount: [],
});

function grow(log: DiscountLog): void {
  const { source, before } = log;
  log.source = new Int32Array(source.length * 2);
  log.before = new Int32Array(source.length * 2);
  log.source.set(source);
  log.before.set(before);
}

function append(log: DiscountLog, line: LineState, source: number, amount: number): void {
  const at = log.count;
  if (at === log.source.length) grow(log);
  log.count = at + 1;
  log.source[at] = source;
  log.before[at] = line.lastDiscount;
  log.amount[at] = amount;
  line.lastDiscount = at;
  line.discountCount += 1;
}

/** Notes what a source took off a line; what it takes there again is added. */
export function noteDiscount(log: DiscountLog, line: LineState, source: number, amount: number): void {
  // Sources mostly come in ascending order: then this one is new here.
  if (source > line.highestSource) {
    line.highestSource = source;
    append(log, line, source, amount);
    return;
  }
  for (let at = line.lastDiscount; at !== NO_DISCOUNT; at = log.before[at] as number) {
    if (log.source[at] !== source) continue;
    log.amount[at] = (log.amount[at] as number) + amount;
    return;
  }
  append(log, line, source, amount);
}
