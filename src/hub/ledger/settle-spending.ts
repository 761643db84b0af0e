import type { Posting } from '../../contracts/ledger.ts';
import type { Operation, PurchaseBody } from '../../contracts/sync.ts';
import type { LeaseRecord, MemberState } from '../store/records.ts';
import { debtLegs, leaseLegs, owedBy, standingOf, withLeased } from './standing.ts';

/** So many sales beyond what there was make a member spend only while the hub answers. */
export const OVERDRAFTS_ALLOWED = 1;

/** What of an operation moves points. */
export type MovingFacts = {
  readonly kind: Operation['kind'];
  readonly body: {
    readonly postings: readonly Posting[];
    readonly leases?: Readonly<PurchaseBody['leases']>;
  };
};

const takesPoints = ({ body }: MovingFacts): boolean =>
  body.postings.some(
    ({ account, points }) => points < 0 && (account === 'available' || account === 'pending'),
  );

export type Settled = {
  readonly after: MemberState;
  /** Beside the legs of the operation itself. */
  readonly legs: readonly Posting[];
  /** Leases it took from, as they are now. */
  readonly leases: readonly LeaseRecord[];
  /** The member has overdrawn too often just now. */
  readonly stopped: boolean;
};

/**
 * What an operation that is booked in any case means for the points set aside and for debts. `leaseOf`: a lease of the
 * unit that made the operation; one that is over gives nothing any more, and what is then missing becomes a debt.
 */
export function settleSpending(
  before: MemberState,
  after: MemberState,
  operation: MovingFacts,
  leaseOf: (id: string) => LeaseRecord | undefined,
  nowMs: number,
): Settled {
  let standing = standingOf(before);
  // Most sales only earn, and most members owe nothing.
  if (!takesPoints(operation) && Object.keys(standing.debts).length === 0)
    return { after, legs: [], leases: [], stopped: false };
  const legs: Posting[] = [];
  const leases: LeaseRecord[] = [];
  for (const taken of operation.body.leases ?? []) {
    const lease = leases.find(({ id }) => id === taken.id) ?? leaseOf(taken.id);
    if (lease === undefined || lease.state !== 'open' || lease.member !== before.core.id) continue;
    const points = Math.min(taken.points, lease.remaining);
    if (points === 0 || lease.wallet !== taken.wallet) continue;
    leases.push({ ...lease, remaining: lease.remaining - points });
    legs.push(...leaseLegs(lease, points, 'given-back'));
    standing = withLeased(standing, lease.wallet, -points);
  }
  const owedBefore = owedBy(before, nowMs);
  const owed = owedBy(after, nowMs);
  const isOverdraft =
    operation.kind === 'purchase' &&
    operation.body.postings.some(
      ({ account, wallet }) => account === 'redeemed' && (owed[wallet] ?? 0) > (owedBefore[wallet] ?? 0),
    );
  legs.push(...debtLegs(before.core.id, standing.debts, owed));
  const overdrafts = standing.overdrafts + (isOverdraft ? 1 : 0);
  const isPlain = legs.length === 0 && !isOverdraft && before.core.standing === undefined;
  return {
    after: isPlain
      ? after
      : { ...after, core: { ...after.core, standing: { ...standing, debts: owed, overdrafts } } },
    legs,
    leases: [...new Map(leases.map((lease) => [lease.id, lease])).values()],
    stopped: isOverdraft && overdrafts > OVERDRAFTS_ALLOWED,
  };
}
