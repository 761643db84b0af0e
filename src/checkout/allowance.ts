import { unitPointsOf, walletRules } from '../contracts/offline-rules.ts';
import type { TillConfigRecord } from '../contracts/sync.ts';
import type { WalletBalance } from '../loyalty/ledger/balances.ts';

const hourMs = 3_600_000;
type Points = Readonly<Record<string, number>>;

export type AllowanceInput = {
  readonly rules: TillConfigRecord['offline'];
  readonly balances: Readonly<Record<string, WalletBalance>>;
  /** Points by wallet that the hub had set aside for tills when it told the balances. */
  readonly leased: Points;
  /** Points this till took from the member since the hub last told all members. */
  readonly unsettled: Points;
  /** Of them, those that no lease stood for; and the same of all members together. */
  readonly taken: Points;
  readonly takenByUnit: Points;
  /** Hub time for which the balances are known, of the last contact, and now. */
  readonly balanceAtMs: number;
  readonly contactAtMs: number | null;
  readonly nowMs: number;
  /** What this till may take of the points its store may take together; absent: all of them. */
  readonly shareOf?: (wallet: string, points: number) => number;
};

/**
 * Points by wallet that a member may spend here though the hub has set none aside: a share of the balance the hub last
 * told, at most so many, less what was taken here already, and no more than is left of what the till may let go of all
 * members. Nothing once the balance or the silence is too old. What was taken counts until the hub has told the members
 * anew: an answer to the sale alone says nothing of what other tills did meanwhile. So a member can overdraw at most
 * this much at every till out of contact, and a till at most its own limit.
 */
export function offlineAllowance(input: AllowanceInput): Record<string, number> {
  const allowance: Record<string, number> = {};
  for (const [wallet, whole] of Object.entries(wholeAllowance(input))) {
    const here = (input.shareOf?.(wallet, whole) ?? whole) - (input.taken[wallet] ?? 0);
    const unit = unitPointsOf(input.rules, wallet) - (input.takenByUnit[wallet] ?? 0);
    allowance[wallet] = Math.max(0, Math.min(here, unit, input.balances[wallet]?.spendable ?? 0));
  }
  return allowance;
}

/** The same before anything was taken here, and for all who share it. */
export function wholeAllowance(input: Omit<AllowanceInput, 'taken' | 'takenByUnit'>): Record<string, number> {
  const { rules, balances, unsettled, leased } = input;
  const tooOld =
    input.contactAtMs === null ||
    input.nowMs - input.balanceAtMs > rules.maxBalanceAgeHours * hourMs ||
    input.nowMs - input.contactAtMs > rules.maxHours * hourMs;
  const whole: Record<string, number> = {};
  for (const [wallet, balance] of Object.entries(balances)) {
    const { maxPoints, sharePercent } = walletRules(rules, wallet);
    // What is set aside elsewhere is as good as spent, or it could be let go again after every contact.
    const lastKnown = balance.balance + (unsettled[wallet] ?? 0) - (leased[wallet] ?? 0);
    const share = Math.floor((Math.max(0, lastKnown) * sharePercent) / 100);
    whole[wallet] = tooOld ? 0 : Math.min(maxPoints, share);
  }
  return whole;
}
