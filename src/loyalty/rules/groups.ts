// How many groups of bought and got units a receipt holds, counting only: which units they are is chosen later.

/** Units that can only be bought, only be got, or either. */
export type Supply = { readonly onlyBuy: number; readonly onlyGet: number; readonly both: number };
/** Units one group needs. */
export type GroupSize = { readonly buy: number; readonly get: number };
/** Units all groups together use. */
export type Groups = { readonly bought: number; readonly got: number };

const noGroups: Groups = { bought: 0, got: 0 };

/**
 * As many whole groups as fit without using a unit twice, at most `times`; with `partial` one more, incomplete group
 * gives the got units that are there once its bought units are.
 */
export function groupsOf(supply: Supply, size: GroupSize, times: number, partial: boolean): Groups {
  const buyable = supply.onlyBuy + supply.both;
  const gettable = supply.onlyGet + supply.both;
  const all = supply.onlyBuy + supply.onlyGet + supply.both;
  // Mostly there is not even one group: that is told without a division.
  if (all < size.buy + size.get && !partial) return noGroups;
  const whole = Math.min(
    times,
    Math.floor(buyable / size.buy),
    Math.floor(gettable / size.get),
    Math.floor(all / (size.buy + size.get)),
  );
  const groups = whole > 0 ? { bought: whole * size.buy, got: whole * size.get } : noGroups;
  if (!partial || whole >= times) return groups;
  const bought = groups.bought + size.buy;
  if (bought > buyable) return groups;
  const got = Math.min(groups.got + size.get - 1, gettable, all - bought);
  return got > groups.got ? { bought, got } : groups;
}

/** Units to add so that there is one group; with `partial` one got unit makes it. */
export function missingToGroup(supply: Supply, size: GroupSize, partial: boolean): number {
  const get = partial ? 1 : size.get;
  const bought = Math.min(supply.onlyBuy, size.buy);
  const got = Math.min(supply.onlyGet, get);
  const shared = Math.min(supply.both, size.buy - bought + get - got);
  return size.buy + get - bought - got - shared;
}
