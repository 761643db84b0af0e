import { unitPointsOf, walletRules } from '../../contracts/offline-rules.ts';
import type { TillConfigRecord } from '../../contracts/sync.ts';
import type { LeaseSum } from '../store/lease-store.ts';

/** A unit polls every 30 s; one that was not heard for this long may be without its hub. */
export const SILENT_AFTER_MS = 3 * 60_000;

export type UnitHeard = { readonly unit: string; readonly heardAtMs: number | null };

export type WalletExposure = {
  readonly wallet: string;
  /** Most that one unit lets go beside its leases between two contacts. */
  readonly perUnit: number;
  /** How much could be overspent right now: by the units nobody hears, and on leases that were written off. */
  readonly now: number;
  /** The same if every unit lost its line this moment. */
  readonly most: number;
  /** Set aside for units. */
  readonly leased: number;
  readonly writtenOff: number;
  /** Set aside of members who do not have so many any more. */
  readonly uncovered: number;
};

/**
 * The bound on overspending. A unit spends what was set aside for it, which nobody else can, or its allowance, at most
 * `perUnit` before the hub hears of it. So all that can go wrong is a whole allowance of every unit out of contact; one
 * silent for weeks counts as well, because what it may have spent has not come in. What was let go and has come in may lie
 * under a lease that is still out: that much of the lease has nothing behind it.
 */
export function exposureOf(
  rules: TillConfigRecord['offline'],
  wallets: readonly string[],
  units: readonly UnitHeard[],
  {
    sums,
    uncovered,
  }: { readonly sums: readonly LeaseSum[]; readonly uncovered: Readonly<Record<string, number>> },
  nowMs: number,
): WalletExposure[] {
  const silent = units.filter(({ heardAtMs }) => heardAtMs === null || nowMs - heardAtMs > SILENT_AFTER_MS);
  return wallets.map((wallet) => {
    const { maxPoints, sharePercent } = walletRules(rules, wallet);
    const perUnit = maxPoints === 0 || sharePercent === 0 ? 0 : unitPointsOf(rules, wallet);
    const sumOf = (state: LeaseSum['state']): number =>
      sums
        .filter((sum) => sum.state === state && sum.wallet === wallet)
        .reduce((total, { points }) => total + points, 0);
    const writtenOff = sumOf('written-off');
    const short = uncovered[wallet] ?? 0;
    return {
      wallet,
      perUnit,
      now: silent.length * perUnit + writtenOff + short,
      most: units.length * perUnit + writtenOff + short,
      leased: sumOf('open'),
      writtenOff,
      uncovered: short,
    };
  });
}
