/**
 * A tie: two lines have an equal claim to one thing, and the contract gives it to the earlier one. There are two: equal
 * remainders of a shared sum when there is not a unit of money or points for both, and units of two lines that are
 * worth the same when an effect must choose among units.
 */
let seen = 0;

export const noteTie = (): void => {
  seen += 1;
};

/** What a quote comes to, and did it meet a tie on its way, also in trials of groups? */
export function watchingTies<T>(work: () => T): { readonly result: T; readonly hasTie: boolean } {
  const before = seen;
  const result = work();
  return { result, hasTie: seen > before };
}
