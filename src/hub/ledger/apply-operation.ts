import type { Program } from '../../contracts/program.ts';
import type { Operation } from '../../contracts/sync.ts';
import { memberAfterPurchase } from '../../loyalty/ledger/member-after-purchase.ts';
import { memberRecordOf } from '../members/member-record.ts';
import type { MemberState } from '../store/records.ts';
import { tierAfter } from './tier-of.ts';

const latestLagMs = 30 * 86_400_000;

/**
 * When the hub takes an operation to have happened: the till's clock corrected by its last measured offset. It is
 * evidence only: never in the future, and a claim of more than 30 days ago counts as now.
 */
export function operationTimeMs(operation: Operation, nowMs: number): number {
  const estimatedMs = operation.clock.wallMs + (operation.clock.hubOffsetMs ?? 0);
  return estimatedMs > nowMs || estimatedMs < nowMs - latestLagMs ? nowMs : estimatedMs;
}

/**
 * The member after a purchase that was checked before, by the same code as at the till. Spending more than there is
 * leaves a debt, because the goods are gone. The tier is the hub's own word, not the till's provisional one.
 */
export function applyPurchase(
  state: MemberState,
  operation: Operation,
  program: Program | null,
): MemberState {
  const after = memberAfterPurchase(memberRecordOf(state), operation.body);
  const { lots, spendMinor, purchases, ...core } = after;
  return {
    core: { ...core, tier: tierAfter(program, state.core.tier, { spendMinor, purchases }) },
    spendMinor,
    purchases,
    lots: lots.map((lot) => ({ ...lot, memberId: core.id })),
  };
}
