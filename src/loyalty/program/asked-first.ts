import type { CompiledEntry } from './compile-promotion.ts';
import { ASKS, type AskedFirst, HAS_BASKET, ONLY_MEMBERS, type Thresholds } from './compiled.ts';
import { bitsWhere, hasBit } from './order-bits.ts';

const ANY_QUESTION = ASKS | ONLY_MEMBERS | HAS_BASKET;

/** Of the entries that only ask for shelf amounts and touch every receipt: see `Thresholds`. */
function collectThresholds(entries: readonly CompiledEntry[], always: Int32Array): Thresholds {
  const found = entries
    .filter(({ leastGross, compiled: { duties, order } }) => {
      return leastGross > 0 && (duties & ANY_QUESTION) === 0 && hasBit(always, order);
    })
    .sort((a, b) => b.leastGross - a.leastGross);
  return {
    orders: Int32Array.from(found, ({ compiled }) => compiled.order),
    leastGross: found.map(({ leastGross }) => leastGross),
  };
}

/** What quotes ask first; `always`: bits of the promotions that touch every receipt. */
export function collectAsked(entries: readonly CompiledEntry[], always: Int32Array): AskedFirst {
  const duties = Int32Array.from(entries, ({ compiled }) => compiled.duties);
  const leastGross = entries.map((entry) => entry.leastGross);
  const thresholds = collectThresholds(entries, always);
  const settled = new Set(thresholds.orders);
  return {
    duties,
    leastGross,
    tiers: Int32Array.from(entries, (entry) => entry.tiers),
    asking: bitsWhere(entries.length, (order) => {
      const asks = ((duties[order] ?? 0) & ANY_QUESTION) !== 0 || (leastGross[order] ?? 0) > 0;
      return asks && !settled.has(order);
    }),
    thresholds,
  };
}
