import type { Lot, Posting } from '../../contracts/ledger.ts';
import { assert } from '../../shared/assert.ts';
import { compareLots, lotState } from './lot-order.ts';
import { accountOfLot, assertBalanced } from './postings.ts';

/** The booking of one lot's end; `operationId` is made of the lot, so the same end cannot be booked twice. */
export type LotExpiry = {
  readonly operationId: string;
  readonly lotId: string;
  readonly wallet: string;
  /** Points that are gone, in 10^-scale points. */
  readonly expired: number;
  /** Points that paid what the member owed in the same wallet instead of getting lost. */
  readonly repaid: number;
  readonly postings: readonly Posting[];
};

/**
 * Books every lot of one member whose time is over at an instant (milliseconds since 1970), soonest expiry first. What
 * the member owes in a wallet is repaid from an ending lot before the rest of it is lost. Only the hub may call this:
 * a till merely stops counting such lots. `bookedBefore`: earlier bookings by lot id, for a lot that got points back
 * afterwards.
 */
export function expireLots(
  lots: readonly Lot[],
  nowMs: number,
  bookedBefore: ReadonlyMap<string, number> = new Map(),
): LotExpiry[] {
  const owed = new Map(lots.filter((lot) => lot.remaining < 0).map((lot) => [lot.id, -lot.remaining]));
  const debts = lots.filter((lot) => owed.has(lot.id)).sort(compareLots);
  const ended = lots
    .filter((lot) => lot.remaining > 0 && lotState(lot, nowMs) === 'expired')
    .sort(compareLots);
  return ended.map((lot) => {
    const repayments = repay(lot, debts, owed);
    const repaid = repayments.reduce((sum, one) => sum + one.points, 0);
    const expired = lot.remaining - repaid;
    const postings = [
      ...repayments.flatMap(({ debt, points }) => move(lot, points, debt, accountOfLot(debt))),
      ...(expired === 0 ? [] : move(lot, expired, lot, 'expired')),
    ];
    assertBalanced(postings);
    const times = bookedBefore.get(lot.id) ?? 0;
    const operationId = times === 0 ? `expire:${lot.id}` : `expire:${lot.id}:${times}`;
    return { operationId, lotId: lot.id, wallet: lot.wallet, expired, repaid, postings };
  });
}

type Repayment = { readonly debt: Lot; readonly points: number };

/** Takes what is repaid off `owed`. */
function repay(lot: Lot, debts: readonly Lot[], owed: Map<string, number>): Repayment[] {
  const made: Repayment[] = [];
  let left = lot.remaining;
  for (const debt of debts) {
    const open = debt.wallet === lot.wallet ? (owed.get(debt.id) ?? 0) : 0;
    const points = Math.min(left, open);
    if (points === 0) continue;
    left -= points;
    owed.set(debt.id, open - points);
    made.push({ debt, points });
  }
  assert(left >= 0, `lot ${lot.id} repays more than it holds`);
  return made;
}

const move = (from: Lot, points: number, to: Lot, account: Posting['account']): Posting[] => [
  { ...legOf(from), account: accountOfLot(from), points: -points },
  { ...legOf(to), account, points },
];

const legOf = ({ memberId, wallet, id }: Lot): Pick<Posting, 'memberId' | 'wallet' | 'lotId'> => ({
  memberId,
  wallet,
  lotId: id,
});
