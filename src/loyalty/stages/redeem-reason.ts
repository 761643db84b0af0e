import type { Quote, RedeemReason } from '../../contracts/quote.ts';
import { pointsToMinor } from '../../shared/points.ts';
import { linesOf } from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import type { CompiledWallet } from '../program/compiled.ts';
import { spendableOf } from './redeem.ts';
import type { Redemption, Run } from './run.ts';

/** Why fewer points pay than were asked for; `missing` in minor units. */
type Why = { readonly reason: RedeemReason; readonly missing?: number };

const mayBePaid = (line: LineState): boolean => !line.noRedeem && line.beforePoints > 0;

function whyOf(run: Run, { wallet: position, asked, max }: Redemption): Why {
  const wallet = run.program.wallets[position] as CompiledWallet;
  const rule = wallet.redeem;
  if (run.facts.payer === null) return { reason: 'not-a-member' };
  if (rule === null) return { reason: 'not-spendable' };
  const net = run.cart.lines.reduce((sum, line) => sum + line.beforePoints, 0);
  if (net < rule.minReceipt) return { reason: 'basket-amount', missing: rule.minReceipt - net };
  if (!linesOf(run.cart, wallet.redeemSelector).some(mayBePaid)) return { reason: 'no-matching-line' };
  if (asked > 0 && asked <= max) return { reason: 'step' };
  return { reason: spendableOf(run, position) < Math.max(asked, rule.step) ? 'points' : 'most' };
}

/** Fewer points that pay the same are not less. */
function paysLess(run: Run, { wallet: position, points }: Redemption, asked: number): boolean {
  const { value, scale } = run.program.wallets[position] as CompiledWallet;
  if (points === 0 || points >= asked) return points < asked;
  return pointsToMinor(points, value, scale) < pointsToMinor(asked, value, scale);
}

/** What a quote says about paying with points: how many were asked for, pay and could pay, and why not more. */
export function redemptionOf(run: Run): Quote['redeem'] {
  const { redemption } = run;
  const request = run.facts.receipt.redeem;
  if (redemption === null) {
    if (request == null) return null;
    const asked = 'points' in request ? request.points : 0;
    return { wallet: request.wallet, asked, points: 0, max: 0, reason: 'unknown-wallet' };
  }
  const { asked, points, max } = redemption;
  const told = { wallet: run.program.wallets[redemption.wallet]?.id ?? '', asked, points, max };
  if (request == null) return told;
  const isLess = 'points' in request ? paysLess(run, redemption, request.points) : points === 0;
  return isLess ? { ...told, ...whyOf(run, redemption) } : told;
}
