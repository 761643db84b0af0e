import type { HeldCart } from '../../../contracts/ui-api.ts';
import { type Confirmation, nextSale, type Redeem, type SaleState } from './sale-state.ts';

function redeemOf(redeem: HeldCart['redeem']): Redeem {
  if (redeem === null) return { kind: 'none' };
  return 'max' in redeem
    ? { kind: 'max', wallet: redeem.wallet }
    : { kind: 'points', wallet: redeem.wallet, points: redeem.points };
}

/** A stored cart as the present sale. Ids of new lines go on after the numbers in use. */
export function takenUp(sale: SaleState, held: HeldCart, confirmation: Confirmation | null): SaleState {
  const numbers = held.lines.map((line) => Number(line.id)).filter((id) => Number.isSafeInteger(id));
  return {
    ...nextSale(sale),
    phase: confirmation === null ? 'selling' : 'confirming',
    confirmation,
    purchaseId: held.purchaseId,
    member: held.member,
    lines: held.lines,
    nextLineId: Math.max(0, ...numbers) + 1,
    redeem: redeemOf(held.redeem),
    rewards: held.rewards,
    coupons: held.coupons,
    notice: confirmation === null ? { kind: 'restored' } : null,
  };
}
