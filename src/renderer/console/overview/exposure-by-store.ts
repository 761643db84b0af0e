import type { Exposure, ManagedTill } from '../../../contracts/manage.ts';

export type StoreExposure = {
  readonly store: string;
  readonly storeName: string;
  readonly tills: number;
  readonly silent: number;
  /** Points that the silent tills of the store may have let go, in the wallet's smallest units. */
  readonly now: number;
};

/**
 * The bound of one wallet by store: a whole allowance of each till out of contact. What was written off and what has no
 * points behind it belongs to the chain and to no store.
 */
export function exposureByStore(
  { units, wallets }: Pick<Exposure, 'units' | 'wallets'>,
  tills: readonly ManagedTill[],
  wallet: string,
): StoreExposure[] {
  const perUnit = wallets.find((one) => one.wallet === wallet)?.perUnit ?? 0;
  const stores = new Map<string, { storeName: string; tills: number; silent: number }>();
  for (const { unit, silent } of units) {
    const till = tills.find(({ id }) => id === unit);
    if (till === undefined) continue;
    const sum = stores.get(till.store) ?? { storeName: till.storeName, tills: 0, silent: 0 };
    sum.tills += 1;
    if (silent) sum.silent += 1;
    stores.set(till.store, sum);
  }
  return [...stores].map(([store, sum]) => ({ store, ...sum, now: sum.silent * perUnit }));
}
