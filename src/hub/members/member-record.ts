import type { Program } from '../../contracts/program.ts';
import type { MemberRecord } from '../../contracts/sync.ts';
import { instantFromMs } from '../../loyalty/ledger/instant.ts';
import { usageWindows } from '../ledger/promotion-limits.ts';
import type { MemberState } from '../store/records.ts';

/** The member in the words that tills and the ledger share; `used` counts since ever. */
export function memberRecordOf(state: MemberState): MemberRecord {
  const { usedAtMs: _windowed, standing: _own, ...core } = state.core;
  return {
    ...core,
    spendMinor: state.spendMinor,
    purchases: state.purchases,
    lots: state.lots.map(({ memberId: _owner, ...lot }) => lot),
  };
}

/**
 * The member as tills get it: of promotions limited within so many days only the uses of that window count, each with the
 * instant at which it stops counting, so that a till needs no word of the hub for that.
 */
export function tillRecordOf(state: MemberState, program: Program | null, nowMs: number): MemberRecord {
  const record = memberRecordOf(state);
  const usedUntil: Record<string, string[]> = {};
  const used = { ...record.used };
  for (const [promotion, windowMs] of usageWindows(program)) {
    const ends = (state.core.usedAtMs?.[promotion] ?? []).map((atMs) => atMs + windowMs);
    const live = ends.filter((endMs) => endMs > nowMs);
    if (live.length > 0) usedUntil[promotion] = live.map((endMs) => instantFromMs(Math.floor(endMs)));
    used[promotion] = live.length;
  }
  const { leased = {} } = state.core.standing ?? {};
  return {
    ...record,
    used,
    ...(Object.keys(usedUntil).length === 0 ? {} : { usedUntil }),
    ...(Object.keys(leased).length === 0 ? {} : { leased: { ...leased } }),
  };
}
