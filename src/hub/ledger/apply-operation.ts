import type { Program } from '../../contracts/program.ts';
import type { Operation } from '../../contracts/sync.ts';
import { instantToMs } from '../../loyalty/ledger/instant.ts';
import { memberAfterOperation } from '../../loyalty/ledger/member-after-operation.ts';
import { memberRecordOf } from '../members/member-record.ts';
import type { MemberState } from '../store/records.ts';
import { operationTimeMs } from './operation-time.ts';
import { usedAtAfter } from './promotion-limits.ts';
import { spendSinceMs, tierAfter, tierAfterReturn } from './tier-of.ts';

/**
 * The member after an operation that was checked before and put into the hub's time, by the same code as at the till. Spending more than there is
 * leaves a debt, because the goods are gone. The tier after a sale is the hub's own word, not the till's provisional
 * one; after a return it is what the rest still reaches.
 */
export function applyOperation(
  state: MemberState,
  operation: Operation,
  program: Program | null,
  nowMs: number,
): MemberState {
  const atMs = operationTimeMs(operation, nowMs);
  const after = memberAfterOperation(memberRecordOf(state), operation);
  const { lots, spendMinor: spend, purchases: visits, ...core } = after;
  // What left the window with its purchase is not taken off what is left in it.
  const isCounted =
    operation.kind !== 'return' || instantToMs(operation.body.purchasedAt) > spendSinceMs(program, nowMs);
  const { spendMinor, purchases } = isCounted ? { spendMinor: spend, purchases: visits } : state;
  const tier = tierOf(operation.kind, state, { ...core, spendMinor, purchases }, program);
  return {
    core: {
      ...core,
      tier,
      usedAtMs: usedAtAfter(state.core.usedAtMs, operation, program, { atMs, nowMs }),
      standing: state.core.standing,
    },
    spendMinor,
    purchases,
    lots: lots.map((lot) => ({ ...lot, memberId: core.id })),
  };
}

function tierOf(
  kind: Operation['kind'],
  before: MemberState,
  after: { readonly tier: string | null; readonly spendMinor: number; readonly purchases: number },
  program: Program | null,
): string | null {
  // A gift card is nobody's membership, whatever was paid with it.
  if (before.core.kind === 'gift') return null;
  if (kind === 'purchase') return tierAfter(program, before.core.tier, after);
  if (kind === 'return') return tierAfterReturn(program, { ...before, ...before.core }, after);
  return after.tier;
}
