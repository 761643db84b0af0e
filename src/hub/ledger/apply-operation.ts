import type { Program } from '../../contracts/program.ts';
import type { Operation } from '../../contracts/sync.ts';
import { applyPostings } from '../../loyalty/ledger/postings.ts';
import type { MemberCore, MemberState } from '../store/records.ts';
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

/** The member after a purchase that was checked before. Spending more than there is leaves a debt: the goods are gone. */
export function applyPurchase(
  state: MemberState,
  operation: Operation,
  program: Program | null,
): MemberState {
  const { quote, postings, lots } = operation.body;
  const spendMinor = state.spendMinor + quote.totals.net;
  const purchases = state.purchases + 1;
  return {
    core: {
      ...countUses(state.core, operation),
      tier: tierAfter(program, state.core.tier, { spendMinor, purchases }),
    },
    spendMinor,
    purchases,
    lots: applyPostings(state.lots, postings, lots),
  };
}

function countUses(core: MemberCore, operation: Operation): MemberCore {
  const { quote } = operation.body;
  const used = { ...core.used };
  for (const { promotion } of quote.applied) used[promotion] = (used[promotion] ?? 0) + 1;
  const stamps = { ...core.stamps };
  for (const stamp of quote.stamps) {
    stamps[stamp.card] = Math.max(0, (stamps[stamp.card] ?? 0) + stamp.earned - stamp.used);
  }
  const clubs = [...new Set([...core.clubs, ...quote.clubs.map((one) => one.club)])];
  return { ...core, used, stamps, clubs };
}
