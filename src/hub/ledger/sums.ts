import type { Posting } from '../../contracts/ledger.ts';

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function byWallet(postings: readonly Posting[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const leg of postings) sums[leg.wallet] = (sums[leg.wallet] ?? 0) + leg.points;
  return sums;
}

export function sameSums(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): boolean {
  const wallets = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...wallets].every((wallet) => (one[wallet] ?? 0) === (other[wallet] ?? 0));
}
