/** The member's tier; below it stand the options of choices, in their order. */
export const TIER_GIVER = -1;

/** Who gives percents of points in a wallet, and what each contributed before rounding: scratch. */
export type Givers = {
  count: number;
  /** Order number of a promotion, `TIER_GIVER` or a number below it. */
  orders: Int32Array;
  contributed: Float64Array;
};

export const createGivers = (): Givers => ({
  count: 0,
  orders: new Int32Array(64),
  contributed: new Float64Array(64),
});

/** Empties the list and makes room for so many. */
export function clearGivers(givers: Givers, capacity: number): void {
  givers.count = 0;
  if (givers.orders.length >= capacity) return;
  givers.orders = new Int32Array(capacity * 2);
  givers.contributed = new Float64Array(capacity * 2);
}

/** Adds a giver that has contributed nothing yet; returns its number. */
export function enlistGiver(givers: Givers, order: number): number {
  const giver = givers.count;
  givers.orders[giver] = order;
  givers.contributed[giver] = 0;
  givers.count += 1;
  return giver;
}
