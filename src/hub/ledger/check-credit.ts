import type { CreditOperation } from '../../contracts/sync.ts';
import type { OperationRefusal } from './read-operation.ts';

/** Whether points given by hand are booked as they are told: one new lot of the member, filled by two legs. */
export function checkCredit({ id, body }: CreditOperation): OperationRefusal | null {
  const { member, wallet, points, postings, lots } = body;
  const [lot] = lots;
  const isLot =
    lot !== undefined &&
    lot.id === `${id}:${wallet}` &&
    lot.memberId === member &&
    lot.wallet === wallet &&
    lot.points === points &&
    lot.remaining === points;
  const sumOf = (accounts: readonly string[]): number =>
    postings
      .filter(
        (leg) =>
          accounts.includes(leg.account) &&
          leg.lotId === lot?.id &&
          leg.memberId === member &&
          leg.wallet === wallet,
      )
      .reduce((sum, leg) => sum + leg.points, 0);
  const isBooked =
    postings.length === 2 && sumOf(['issued']) === -points && sumOf(['available', 'pending']) === points;
  if (isLot && isBooked) return null;
  return { code: 'unbalanced', detail: `The legs of credit ${id} are not the ${points} points it tells.` };
}
