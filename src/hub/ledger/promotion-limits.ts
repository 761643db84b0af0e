import type { Program } from '../../contracts/program.ts';
import type { Operation } from '../../contracts/sync.ts';
import { instantToMs } from '../../loyalty/ledger/instant.ts';
import { usesOf } from '../../loyalty/ledger/promotion-uses.ts';
import type { MemberCore } from '../store/records.ts';

const dayMs = 86_400_000;

/** Promotions that a member may use so often within so many days, with that time in milliseconds. */
export function usageWindows(program: Program | null): ReadonlyMap<string, number> {
  const windows = new Map<string, number>();
  for (const { id, limit } of program?.promotions ?? []) {
    if (limit?.perMember != null && limit.perMemberDays != null) windows.set(id, limit.perMemberDays * dayMs);
  }
  return windows;
}

/** The instants of a member's uses after an operation; what left its window is forgotten. */
export function usedAtAfter(
  before: MemberCore['usedAtMs'],
  operation: Operation,
  program: Program | null,
  { atMs, nowMs }: { readonly atMs: number; readonly nowMs: number },
): MemberCore['usedAtMs'] {
  const windows = usageWindows(program);
  if (windows.size === 0) return before;
  const uses = usesOf(operation);
  const after: Record<string, readonly number[]> = {};
  for (const [promotion, windowMs] of windows) {
    const known = before?.[promotion] ?? [];
    const change = uses.get(promotion) ?? 0;
    const added = change > 0 ? [...known, atMs].sort((one, other) => one - other) : known;
    const kept = added.filter((usedMs) => usedMs + windowMs > nowMs);
    if (change < 0 && operation.kind === 'return') {
      const boughtMs = instantToMs(operation.body.purchasedAt);
      if (boughtMs + windowMs > nowMs) removeNearest(kept, boughtMs);
    }
    if (kept.length > 0) after[promotion] = kept;
  }
  return after;
}

/** Takes out the use of a purchase: till and hub may have taken its instant a little differently. */
function removeNearest(usesMs: number[], boughtMs: number): void {
  let nearest = 0;
  usesMs.forEach((usedMs, i) => {
    if (Math.abs(usedMs - boughtMs) < Math.abs((usesMs[nearest] ?? usedMs) - boughtMs)) nearest = i;
  });
  usesMs.splice(nearest, 1);
}
