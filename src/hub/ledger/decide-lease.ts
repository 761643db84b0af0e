import type { Lot } from '../../contracts/ledger.ts';
import type { TillConfigRecord } from '../../contracts/sync.ts';
import { balancesOf } from '../../loyalty/ledger/balances.ts';
import { instantToMs } from '../../loyalty/ledger/instant.ts';
import type { LeaseRecord, MemberStanding, MemberState } from '../store/records.ts';
import { standingOf, withLeased } from './standing.ts';

const hourMs = 3_600_000;
/** No visit is longer; the till gives back what is set aside for one when it closes the receipt, or nobody asks any more. */
export const VISIT_LEASE_MS = 2 * 3_600_000;
/** Points that end within this are not worth setting aside. */
const leastLifeMs = 1_000;

export type LeaseToDecide = {
  readonly requestId: string;
  readonly number: number;
  readonly unit: string;
  readonly epoch: number;
  readonly rules: TillConfigRecord['offline'];
  readonly nowMs: number;
};

type Part = Pick<LeaseRecord, 'points' | 'lifeMs' | 'visit'>;

/**
 * What is set aside for a unit that serves a member: of every wallet all that no unit has yet, because the member stands
 * there. The policy's part of the balance may stay after the visit, less what the unit keeps of this member already.
 */
export function decideLease(
  request: LeaseToDecide,
  state: MemberState,
  held: readonly LeaseRecord[],
): { readonly leases: LeaseRecord[]; readonly standing: MemberStanding } {
  const leases: LeaseRecord[] = [];
  let standing = standingOf(state);
  if (request.rules.leases === undefined || state.core.state === 'blocked') return { leases, standing };
  for (const wallet of new Set(state.lots.map((lot) => lot.wallet))) {
    const kept = held
      .filter((lease) => lease.wallet === wallet && !lease.visit)
      .reduce((sum, lease) => sum + lease.remaining, 0);
    for (const part of partsOf(request, state, { wallet, leased: standing.leased[wallet] ?? 0, kept })) {
      leases.push({
        ...part,
        id: `${request.requestId}.${leases.length}`,
        requestId: request.requestId,
        number: request.number,
        unit: request.unit,
        epoch: request.epoch,
        member: state.core.id,
        wallet,
        remaining: part.points,
        grantedAtMs: request.nowMs,
        state: 'open',
      });
      standing = withLeased(standing, wallet, part.points);
    }
  }
  return { leases, standing };
}

/** A lease is never longer than the points behind it, or two units could each count on the same points that stay. */
function partsOf(
  { rules, nowMs }: LeaseToDecide,
  { lots }: MemberState,
  { wallet, leased, kept }: { readonly wallet: string; readonly leased: number; readonly kept: number },
): Part[] {
  const { hours = 0, keepPercent = 0 } = rules.leases ?? {};
  const own = lots.filter((lot) => lot.wallet === wallet);
  const spendable = spendableUntil(own, nowMs, nowMs + leastLifeMs);
  const free = Math.max(0, spendable - leased);
  const share = Math.floor((spendable * (rules.wallets?.[wallet]?.keepPercent ?? keepPercent)) / 100);
  const lasting = spendableUntil(own, nowMs, nowMs + hours * hourMs) - leased;
  const keep = Math.max(0, Math.min(free, lasting, share - kept));
  const soonestMs = Math.min(...own.map(endMs).filter((ms) => ms > nowMs + leastLifeMs));
  const visitMs = Math.floor(Math.min(VISIT_LEASE_MS, soonestMs - nowMs));
  return [
    { points: keep, lifeMs: hours * hourMs, visit: false },
    { points: free - keep, lifeMs: visitMs, visit: true },
  ].filter(({ points }) => points > 0);
}

const endMs = ({ expiresAt, remaining }: Lot): number =>
  expiresAt === null || remaining < 0 ? Number.POSITIVE_INFINITY : instantToMs(expiresAt);

/** What may be spent now out of lots that have not ended by an instant. */
const spendableUntil = (lots: readonly Lot[], nowMs: number, untilMs: number): number =>
  Object.values(
    balancesOf(
      lots.filter((lot) => endMs(lot) > untilMs),
      nowMs,
    ),
  ).reduce((sum, { spendable }) => sum + spendable, 0);
