import type { Program } from '../contracts/program.ts';
import { pointsToMinor } from '../shared/points.ts';
import type { ReturnShare } from './returns.ts';

/** How points that a return takes back are settled in one wallet. */
export type WalletSettlement = {
  readonly wallet: string;
  /** Points put back: they had paid, or had bought a reward. */
  readonly back: number;
  /** Points earned by the purchase, to be taken. */
  readonly taken: number;
  /** Of them, those the member no longer has: owed (`debt`), or paid for by the refund (`withhold`). */
  readonly short: number;
  readonly debt: number;
  /** Minor units kept from the refund instead. */
  readonly withheld: number;
};

export type ReturnSettlement = {
  readonly wallets: readonly WalletSettlement[];
  readonly withheld: number;
  /** Money the customer gets. */
  readonly refund: number;
};

/**
 * What a return does to balances and refund under the program's `clawback`. `available`: points of each wallet that
 * can be taken now, pending ones included, before anything is put back. What is put back is there to be taken.
 * `earnedBefore`: points of the purchase by wallet that earlier returns took back or had the refund pay for. What is
 * missing counts as the last of all that came back so far and is converted as the difference of two sums, so that parts
 * keep as much as the whole would.
 */
export function settleReturn(
  program: Pick<Program, 'wallets' | 'clawback'>,
  share: ReturnShare,
  available: Readonly<Record<string, number>>,
  earnedBefore: Readonly<Record<string, number>> = {},
): ReturnSettlement {
  let refund = share.totals.net;
  const wallets: WalletSettlement[] = [];
  for (const { id, value, scale } of program.wallets) {
    const back = share.pointsBack[id] ?? 0;
    const taken = share.totals.earned[id] ?? 0;
    if (back === 0 && taken === 0) continue;
    const short = Math.max(0, taken - Math.max(0, available[id] ?? 0) - back);
    const isDebt = program.clawback === 'debt';
    const after = (earnedBefore[id] ?? 0) + taken;
    const worth = pointsToMinor(after, value, scale) - pointsToMinor(after - short, value, scale);
    // No more is kept than is refunded: the customer never pays for bringing goods back.
    const withheld = isDebt ? 0 : Math.min(refund, worth);
    refund -= withheld;
    wallets.push({ wallet: id, back, taken, short, debt: isDebt ? short : 0, withheld });
  }
  return { wallets, withheld: share.totals.net - refund, refund };
}
