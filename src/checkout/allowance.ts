import type { TillConfigRecord } from '../contracts/sync.ts';
import type { WalletBalance } from '../loyalty/ledger/balances.ts';

const hourMs = 3_600_000;

export type AllowanceInput = {
  readonly rules: TillConfigRecord['offline'];
  readonly balances: Readonly<Record<string, WalletBalance>>;
  /** Points this till took from the member in operations the hub has not answered. */
  readonly unsettled: Readonly<Record<string, number>>;
  /** Hub time for which the balances are known, of the last contact, and now. */
  readonly balanceAtMs: number;
  readonly contactAtMs: number | null;
  readonly nowMs: number;
  /** What this till may take of the points its store may take together; absent: all of them. */
  readonly shareOf?: (wallet: string, points: number) => number;
};

/**
 * Points by wallet that a member may spend here while the hub is away: a share of the balance the hub last told, at
 * most so many, less what was taken here already. Nothing once the balance or the silence is too old. Together with the
 * number of tills this bounds what a member can overdraw.
 */
export function offlineAllowance(input: AllowanceInput): Record<string, number> {
  const allowance: Record<string, number> = {};
  for (const [wallet, whole] of Object.entries(wholeAllowance(input))) {
    const here = input.shareOf?.(wallet, whole) ?? whole;
    const left = here - (input.unsettled[wallet] ?? 0);
    allowance[wallet] = Math.max(0, Math.min(left, input.balances[wallet]?.spendable ?? 0));
  }
  return allowance;
}

/** The same before anything was taken here, and for all who share it. */
export function wholeAllowance(input: AllowanceInput): Record<string, number> {
  const { rules, balances, unsettled } = input;
  const tooOld =
    input.contactAtMs === null ||
    input.nowMs - input.balanceAtMs > rules.maxBalanceAgeHours * hourMs ||
    input.nowMs - input.contactAtMs > rules.maxHours * hourMs;
  const whole: Record<string, number> = {};
  for (const [wallet, balance] of Object.entries(balances)) {
    const lastKnown = balance.balance + (unsettled[wallet] ?? 0);
    const share = Math.floor((Math.max(0, lastKnown) * rules.sharePercent) / 100);
    whole[wallet] = tooOld ? 0 : Math.min(rules.maxPoints, share);
  }
  return whole;
}
