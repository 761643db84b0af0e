import type { Program } from '../../contracts/program.ts';
import type { LocalText } from '../../contracts/scalars.ts';
import type { UiResult } from '../../contracts/ui-api.ts';

type Named = { readonly id: string; readonly name?: LocalText | null | undefined };

/** Names by id; what the program leaves without a name is called by its id on the screen. */
function namesOf(...groups: readonly (readonly Named[])[]): Record<string, LocalText> {
  const names: Record<string, LocalText> = {};
  for (const { id, name } of groups.flat()) if (name) names[id] = name;
  return names;
}

/** What a window shows of a pack's program; `pack` 0 without one. */
export function programNames(
  pack: { readonly number: number; readonly program: Program } | null,
): UiResult<'program.names'> {
  if (pack === null) {
    return {
      pack: 0,
      promotions: {},
      tiers: {},
      wallets: {},
      scales: {},
      paying: [],
      rewards: [],
      stampCards: [],
      coupons: false,
    };
  }
  const { promotions, rewards, stampCards, clubs, tiers, wallets } = pack.program;
  return {
    pack: pack.number,
    promotions: namesOf(promotions, rewards, stampCards, clubs),
    tiers: namesOf(tiers),
    wallets: namesOf(wallets),
    scales: Object.fromEntries(wallets.map(({ id, scale }) => [id, scale])),
    paying: wallets.filter(({ redeem }) => redeem !== undefined && redeem !== null).map(({ id }) => id),
    rewards: rewards
      .map(({ id, wallet, cost }) => ({ id, wallet, cost }))
      .toSorted((one, other) => one.cost - other.cost),
    stampCards: stampCards.map(({ id, target }) => ({ id, target })),
    coupons: promotions.some(({ when }) => when.coupon !== undefined && when.coupon !== null),
  };
}
