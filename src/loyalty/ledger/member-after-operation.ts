import type { MemberRecord, OperationFact } from '../../contracts/sync.ts';
import { unreachable } from '../../shared/assert.ts';
import { memberAfterPurchase } from './member-after-purchase.ts';
import { memberAfterReturn } from './member-after-return.ts';

/** The member after an operation of any kind that concerns this member. */
export function memberAfterOperation(member: MemberRecord, fact: OperationFact): MemberRecord {
  switch (fact.kind) {
    case 'purchase':
      return memberAfterPurchase(member, fact.body);
    case 'return':
      return memberAfterReturn(member, fact.body);
    case 'enrolment':
      // The member began with it.
      return member;
    default:
      return unreachable(fact);
  }
}
