import type { LeaseRequest, LeaseResult } from '../../contracts/leases.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { SYNC_PROTOCOL } from '../../contracts/sync.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { decideLease } from '../ledger/decide-lease.ts';
import { spendSinceMs } from '../ledger/tier-of.ts';
import type { TillRecord } from '../store/records.ts';
import type { HubParts } from './hub-parts.ts';
import { otherProtocol } from './till-refusals.ts';

/** Sets points of a member aside for a till that serves one. Safe to repeat. */
export async function grantLeases(
  parts: Pick<HubParts, 'store' | 'programs' | 'clock' | 'chain'>,
  till: Pick<TillRecord, 'id' | 'epoch'>,
  request: LeaseRequest,
): Promise<Result<LeaseResult, Refusal>> {
  const { id: requestId, member: memberId, number, epoch, protocol } = request;
  if (protocol !== SYNC_PROTOCOL) {
    return err(refusal('protocol-unsupported', otherProtocol));
  }
  if (epoch !== till.epoch) {
    return err(refusal('chain-forked', `The till is in epoch ${till.epoch}, the request in ${epoch}.`));
  }
  const nowMs = parts.clock.wallMs();
  const program = await parts.programs.activeAt(nowMs);
  const unit = till.id;
  const rules = parts.chain.config.offline;
  const leases = await parts.store.grantLeases(
    { requestId, unit, epoch, memberId, spendSinceMs: spendSinceMs(program, nowMs), nowMs },
    (state, held) => decideLease({ requestId, number, unit, epoch, rules, nowMs }, state, held),
  );
  if (leases === null) return err(refusal('unknown-member', `There is no member ${memberId}.`));
  return ok({
    leases: leases.map(({ id, wallet, points, lifeMs, visit }) => ({ id, wallet, points, lifeMs, visit })),
    hubTimeMs: nowMs,
  });
}
