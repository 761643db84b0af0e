import type { Lot, Posting } from '../../contracts/ledger.ts';
import type { MemberRecord, OperationFact } from '../../contracts/sync.ts';
import { unreachable } from '../../shared/assert.ts';
import { memberAfterPurchase } from './member-after-purchase.ts';
import { memberAfterReturn } from './member-after-return.ts';
import { applyPostings } from './postings.ts';

/** The member after an operation of any kind that concerns this member. */
export function memberAfterOperation(member: MemberRecord, fact: OperationFact): MemberRecord {
  switch (fact.kind) {
    case 'purchase':
      return memberAfterPurchase(member, { ...fact.body, operationId: fact.id });
    case 'return':
      return memberAfterReturn(member, fact.body);
    case 'credit':
      return memberAfterPostings(member, fact.body.postings, fact.body.lots);
    case 'enrolment':
    case 'audit':
      // The member began with the one, and the other only tells of it.
      return member;
    default:
      return unreachable(fact);
  }
}

function memberAfterPostings(
  member: MemberRecord,
  postings: readonly Posting[],
  created: readonly Lot[],
): MemberRecord {
  const lots = member.lots.map((lot) => ({ ...lot, memberId: member.id }));
  return {
    ...member,
    lots: applyPostings(lots, postings, created).map(({ memberId: _owner, ...lot }) => lot),
  };
}
