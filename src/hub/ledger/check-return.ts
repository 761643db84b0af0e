import type { ReturnBody, ReturnOperation } from '../../contracts/sync.ts';
import { clubsUndone } from '../../loyalty/ledger/return-body.ts';
import { type ReturnShare, shareOfReturn } from '../../loyalty/returns.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { BookedPurchase } from '../store/records.ts';
import { faultOfRequote } from './check-requote.ts';
import type { OperationRefusal } from './read-operation.ts';
import { byWallet, sameSums } from './sums.ts';

/**
 * Whether a return gives back exactly the share of a purchase that is left, or quoted anew no more than is left of it,
 * and moves exactly those points. Null when all holds. `aliases`: members by the ids that were merged into them.
 */
export function checkReturn(
  operation: ReturnOperation,
  purchase: BookedPurchase | undefined,
  aliases: ReadonlyMap<string, string> = new Map(),
): OperationRefusal | null {
  const { body } = operation;
  if (purchase === undefined) {
    const detail = `The hub has no purchase of operation ${body.purchaseOperation}.`;
    return { code: 'unknown-purchase', detail };
  }
  const returned = purchase.returns.flatMap((one) => one.lines);
  const share = shareOfReturn(purchase.body, returned, body.lines);
  if (!share.ok) {
    const { code, line, returnable } = share.error;
    return { code: 'return-refused', detail: `Line ${line ?? '-'}: ${code}; ${returnable} can come back.` };
  }
  const given = purchase.returns.flatMap((one) => one.requoted ?? []);
  if (returned.length > 0 && given.length > 0 !== (body.requoted !== undefined)) {
    const detail = 'Earlier parts of the purchase came back by the other policy.';
    return { code: 'return-refused', detail };
  }
  const fault =
    faultOfPurchase(body, purchase, share.value, aliases) ??
    (body.requoted === undefined
      ? faultOfShare(body, share.value)
      : faultOfRequote(body, body.requoted.earned, purchase, given)) ??
    faultOfLegs(operation.id, body);
  return fault === null ? null : { code: 'unbalanced', detail: fault };
}

function faultOfPurchase(
  body: ReturnBody,
  purchase: BookedPurchase,
  share: ReturnShare,
  aliases: ReadonlyMap<string, string>,
): string | null {
  const ownerOf = (id: string | null): string | null => (id === null ? null : (aliases.get(id) ?? id));
  if (body.member !== null && ownerOf(body.member) !== ownerOf(purchase.body.member))
    return 'The purchase has another member.';
  if (body.purchaseId !== purchase.body.purchaseId) return 'The purchase has another number.';
  if (body.withheldMinor + body.refundMinor !== body.netMinor)
    return 'Refund and what is kept are not the net.';
  if (body.whole !== share.whole)
    return 'The return is said to be whole and is not, or is and is not said to be.';
  const undone = clubsUndone(purchase.body.quote, share);
  if (body.clubDays === undefined) {
    if (!body.whole && body.clubs.length > 0)
      return 'Only a whole return undoes clubs without saying their days.';
  } else if (canonicalJson({ clubs: body.clubs, clubDays: body.clubDays }) !== canonicalJson(undone))
    return 'The days of clubs that go back are not those of the share.';
  if (!body.whole && body.tier !== null && body.tier.from !== purchase.body.quote.tier?.reached)
    return 'The purchase did not give the tier that is undone.';
  return null;
}

function faultOfShare(body: ReturnBody, share: ReturnShare): string | null {
  if (body.netMinor !== share.totals.net) return `The share of the net is ${share.totals.net}.`;
  if (canonicalJson(body.stamps) !== canonicalJson(share.stamps))
    return 'The stamps are not those of the share.';
  if (!body.whole && body.used.length > 0) return 'Only a whole return undoes uses.';
  const back = body.member === null ? {} : share.pointsBack;
  if (!sameSums(body.pointsBack, back)) return 'The points put back are not those of the share.';
  return faultOfTaken(body, share.totals.earned);
}

function faultOfTaken({ pointsTaken }: ReturnBody, earned: Readonly<Record<string, number>>): string | null {
  for (const [wallet, points] of Object.entries(pointsTaken)) {
    if (points < 0 || points > (earned[wallet] ?? 0)) return `Wallet ${wallet} earned less than is taken.`;
  }
  return null;
}

const knownAccounts: ReadonlySet<string> = new Set(['issued', 'redeemed', 'pending', 'available']);

const negative = (sums: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(sums).map(([wallet, points]) => [wallet, -points]));

function faultOfLegs(operationId: string, body: ReturnBody): string | null {
  const { postings, member } = body;
  if (postings.some((leg) => leg.memberId !== member)) return 'A posting belongs to another member.';
  if (!sameSums(byWallet(postings), {})) return 'The postings do not sum to 0.';
  if (postings.some((leg) => !knownAccounts.has(leg.account)))
    return 'A return moves points of accounts it has no business with.';
  const redeemed = byWallet(postings.filter((leg) => leg.account === 'redeemed'));
  if (!sameSums(negative(redeemed), body.pointsBack))
    return 'The postings do not put back what the return says.';
  const issued = byWallet(postings.filter((leg) => leg.account === 'issued'));
  if (!sameSums(issued, body.pointsTaken)) return 'The postings do not take what the return says.';
  return faultOfLots(operationId, body);
}

function faultOfLots(operationId: string, { lots, restored, postings, member }: ReturnBody): string | null {
  for (const lot of lots) {
    const filled = postings
      .filter((leg) => leg.lotId === lot.id && leg.account === 'available' && leg.points > 0)
      .reduce((sum, leg) => sum + leg.points, 0);
    if (lot.id !== `${operationId}:${lot.wallet}`) return `Lot ${lot.id} is not named after its operation.`;
    if (lot.memberId !== member || lot.points !== filled)
      return `Lot ${lot.id} does not hold what goes into it.`;
  }
  for (const lot of restored) {
    if (lot.memberId !== member || lot.remaining !== 0) return `Lot ${lot.id} cannot be restored like that.`;
  }
  return null;
}
