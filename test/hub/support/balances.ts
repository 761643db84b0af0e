import type { TestTill } from './till.ts';

/** Points by wallet as the till's own lots say. */
export function memberBalances(till: TestTill, memberId: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const lot of till.store.member(memberId)?.record.lots ?? []) {
    sums[lot.wallet] = (sums[lot.wallet] ?? 0) + lot.remaining;
  }
  return sums;
}
