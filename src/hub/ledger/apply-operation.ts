import type { Lot } from '../../contracts/ledger.ts';
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
  // A member has hundreds of lots; only those that the operation names can change.
  const named = lotsNamedBy(operation);
  const [own, others] = [state.lots.filter(({ id }) => named.has(id)), state.lots];
  const after = memberAfterOperation(memberRecordOf({ ...state, lots: own }), operation);
  const { lots: changed, spendMinor: spend, purchases: visits, ...core } = after;
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
    lots: withChanged(
      others,
      changed.map((lot) => ({ ...lot, memberId: core.id })),
    ),
  };
}

function lotsNamedBy({ body }: Operation): ReadonlySet<string> {
  const named = new Set<string>();
  if ('postings' in body) for (const { lotId } of body.postings) named.add(lotId);
  if ('lots' in body) for (const { id } of body.lots) named.add(id);
  if ('restored' in body) for (const { id } of body.restored) named.add(id);
  return named;
}

/** The lots in their order with those that changed in their places, new ones behind them. */
function withChanged(lots: readonly Lot[], changed: readonly Lot[]): Lot[] {
  if (changed.length === 0) return [...lots];
  const rest = new Map(changed.map((lot) => [lot.id, lot]));
  const kept = lots.map((lot) => {
    const now = rest.get(lot.id);
    if (now === undefined) return lot;
    rest.delete(lot.id);
    return now;
  });
  return [...kept, ...rest.values()];
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
