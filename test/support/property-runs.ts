/** Runs of each property: 500 in `npm test`; the nightly profile sets KOPILKA_PROPERTY_RUNS to 10000 or more. */
export const propertyRuns = Number(process.env.KOPILKA_PROPERTY_RUNS ?? 500);

const seed = process.env.KOPILKA_PROPERTY_SEED;

/** Settings of a property; a failure prints its seed, KOPILKA_PROPERTY_SEED plays it again. */
export const propertySettings = (): { numRuns: number; seed?: number } => ({
  numRuns: propertyRuns,
  ...(seed === undefined ? {} : { seed: Number(seed) }),
});
