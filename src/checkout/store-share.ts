/** Where a till stands among the tills of its store that share what may be spent offline. */
export type StorePlace = {
  /** 0 for the first till by id. */
  readonly index: number;
  readonly tills: number;
};

/**
 * What a till may take of `points` that its store may take together: an equal part, the odd points with the first tills,
 * and what the others gave it less what it gave them. Rights are only ever moved, never made, so however the tills are
 * cut off from each other, together they take no more than the whole (an escrow, or bounded counter).
 */
export function shareOf(
  place: StorePlace | null,
  points: number,
  standing: { readonly received: number; readonly given: number },
): number {
  if (place === null) return points;
  const equal = Math.floor(points / place.tills) + (place.index < points % place.tills ? 1 : 0);
  return Math.max(0, Math.min(points, equal + standing.received - standing.given));
}
