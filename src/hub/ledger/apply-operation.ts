import type { Program } from '../../contracts/program.ts';
import type { Operation } from '../../contracts/sync.ts';
import { memberAfterOperation } from '../../loyalty/ledger/member-after-operation.ts';
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
 * The member after an operation that was checked before, by the same code as at the till. Spending more than there is
 * leaves a debt, because the goods are gone. The tier after a sale is the hub's own word, not the till's provisional
 * one; a whole return gives back the tier that the purchase had raised.
 */
export function applyOperation(
  state: MemberState,
  operation: Operation,
  program: Program | null,
): MemberState {
  const after = memberAfterOperation(memberRecordOf(state), operation);
  const { lots, spendMinor, purchases, ...core } = after;
  const tier =
    operation.kind === 'purchase'
      ? tierAfter(program, state.core.tier, { spendMinor, purchases })
      : core.tier;
  return {
    core: { ...core, tier },
    spendMinor,
    purchases,
    lots: lots.map((lot) => ({ ...lot, memberId: core.id })),
  };
}
