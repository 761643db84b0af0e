import type { MemberRecord, OperationFact } from '../../contracts/sync.ts';
import { memberAfterPurchase } from './member-after-purchase.ts';
import { memberAfterReturn } from './member-after-return.ts';

/** The member after an operation of any kind that concerns this member. */
export const memberAfterOperation = (member: MemberRecord, fact: OperationFact): MemberRecord =>
  fact.kind === 'purchase' ? memberAfterPurchase(member, fact.body) : memberAfterReturn(member, fact.body);
