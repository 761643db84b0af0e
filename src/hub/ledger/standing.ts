import type { Posting } from '../../contracts/ledger.ts';
import { balancesOf } from '../../loyalty/ledger/balances.ts';
import type { LeaseRecord, MemberStanding, MemberState } from '../store/records.ts';

type Points = Readonly<Record<string, number>>;

export const noStanding: MemberStanding = { leased: {}, debts: {}, overdrafts: 0 };

export const standingOf = ({ core }: Pick<MemberState, 'core'>): MemberStanding =>
  core.standing ?? noStanding;

/** The sums with a change of one wallet; wallets at 0 are left out. */
export function withChange(points: Points, wallet: string, change: number): Points {
  const { [wallet]: before = 0, ...others } = points;
  return before + change === 0 ? others : { ...others, [wallet]: before + change };
}

export const withLeased = (standing: MemberStanding, wallet: string, change: number): MemberStanding => ({
  ...standing,
  leased: withChange(standing.leased, wallet, change),
});

/** Points of a lease from one account to another; the lots they lie in stay as they are. */
export const leaseLegs = (
  lease: Pick<LeaseRecord, 'id' | 'member' | 'wallet'>,
  points: number,
  direction: 'set-aside' | 'given-back',
): Posting[] => {
  const leg = { memberId: lease.member, wallet: lease.wallet, lotId: `lease:${lease.id}` };
  const sign = direction === 'set-aside' ? 1 : -1;
  return [
    { ...leg, account: 'available', points: -sign * points },
    { ...leg, account: 'leased', points: sign * points },
  ];
};

/** What a member owes by wallet: taken beyond what there is. */
export function owedBy(state: Pick<MemberState, 'lots'>, nowMs: number): Points {
  const owed: Record<string, number> = {};
  for (const [wallet, { balance }] of Object.entries(balancesOf(state.lots, nowMs))) {
    if (balance < 0) owed[wallet] = -balance;
  }
  return owed;
}

/**
 * The legs that bring the account `debt` to what the member owes: a shortage is posted there, and what was earned since
 * repays it. Lots say what is owed; this says it in the double-entry books too.
 */
export function debtLegs(memberId: string, debts: Points, owed: Points): Posting[] {
  const legs: Posting[] = [];
  for (const wallet of [...new Set([...Object.keys(debts), ...Object.keys(owed)])].sort()) {
    const more = (owed[wallet] ?? 0) - (debts[wallet] ?? 0);
    if (more === 0) continue;
    const leg = { memberId, wallet, lotId: `debt:${wallet}` };
    legs.push({ ...leg, account: 'debt', points: -more }, { ...leg, account: 'available', points: more });
  }
  return legs;
}
