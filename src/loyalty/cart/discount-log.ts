import { type LineState, NO_DISCOUNT } from './line-state.ts';

/**
 * Discounts of all lines as they were taken, each line's own as a chain: `amount[i]` minor units were taken by
 * `source[i]`, the line's next one is `next[i]`. Written one after the other, and used again by the next quote.
 */
export type DiscountLog = { count: number; source: Int32Array; amount: Float64Array; next: Int32Array };

export const createDiscountLog = (): DiscountLog => ({
  count: 0,
  source: new Int32Array(256),
  amount: new Float64Array(256),
  next: new Int32Array(256),
});

function grow(log: DiscountLog): void {
  const { source, amount, next } = log;
  log.source = new Int32Array(source.length * 2);
  log.amount = new Float64Array(source.length * 2);
  log.next = new Int32Array(source.length * 2);
  log.source.set(source);
  log.amount.set(amount);
  log.next.set(next);
}

function append(log: DiscountLog, line: LineState, source: number, amount: number): void {
  if (log.count === log.source.length) grow(log);
  const at = log.count;
  log.count += 1;
  log.source[at] = source;
  log.amount[at] = amount;
  log.next[at] = NO_DISCOUNT;
  if (line.lastDiscount === NO_DISCOUNT) line.firstDiscount = at;
  else log.next[line.lastDiscount] = at;
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
  for (let at = line.firstDiscount; at !== NO_DISCOUNT; at = log.next[at] as number) {
    if (log.source[at] !== source) continue;
    log.amount[at] = (log.amount[at] as number) + amount;
    return;
  }
  append(log, line, source, amount);
}
