/**
 * The promotions a receipt looked at, by position, in their order: scratch of one quote. Most of them only give a
 * reason; they need no object of their own.
 */
export type Listing = {
  count: number;
  /** Order numbers. */
  orders: Int32Array;
  /** Why it has no part in the receipt, a reason number; `PENDING`: its outcome says what became of it. */
  refusals: Int32Array;
  /** How much more it would have needed, minor units. */
  missing: Float64Array;
};

export const createListing = (capacity: number): Listing => ({
  count: 0,
  orders: new Int32Array(capacity),
  refusals: new Int32Array(capacity),
  missing: new Float64Array(capacity),
});

/** Makes room for so many promotions; what was listed is lost. */
export function reserveListing(listing: Listing, capacity: number): void {
  if (listing.orders.length >= capacity) return;
  listing.orders = new Int32Array(capacity);
  listing.refusals = new Int32Array(capacity);
  listing.missing = new Float64Array(capacity);
}
