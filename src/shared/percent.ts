/** A hundred percent in basis points. */
export const WHOLE_BASIS_POINTS = 10_000;

/** Percent with at most two decimals as whole basis points: 5 -> 500, 0.29 -> 29. */
export const toBasisPoints = (percent: number): number => Math.round(percent * 100);
