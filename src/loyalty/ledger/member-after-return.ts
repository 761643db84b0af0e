import type { MemberRecord, ReturnBody } from '../../contracts/sync.ts';
import { withoutClubsBought } from './club-periods.ts';
import { applyPostings } from './postings.ts';

/** The member after a return: what the purchase had added is taken away, on top of any newer state. */
export function memberAfterReturn(member: MemberRecord, body: ReturnBody): MemberRecord {
  const lots = member.lots.map((lot) => ({ ...lot, memberId: member.id }));
  const known = new Set(lots.map((lot) => lot.id));
  const own = body.postings.filter((posting) => posting.memberId === member.id);
  const restored = body.restored.filter((lot) => !known.has(lot.id));
  const after = applyPostings([...lots, ...restored], own, body.lots);
  const used = { ...member.used };
  for (const promotion of body.used) used[promotion] = Math.max(0, (used[promotion] ?? 0) - 1);
  const stamps = { ...member.stamps };
  for (const { card, earned, used: put } of body.stamps) {
    // May run below zero until the purchase that used them comes back too: only so do all returns undo each other.
    stamps[card] = (stamps[card] ?? 0) - earned + put;
  }
  return {
    ...withoutClubsBought(member, body),
    lots: after.map(({ memberId: _owner, ...lot }) => lot),
    spendMinor: Math.max(0, member.spendMinor - body.netMinor),
    purchases: Math.max(0, member.purchases - (body.whole ? 1 : 0)),
    used,
    stamps,
    tier: body.tier !== null && body.tier.from === member.tier ? body.tier.to : member.tier,
  };
}
