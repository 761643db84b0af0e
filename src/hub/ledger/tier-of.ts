import type { Program } from '../../contracts/program.ts';

const dayMs = 86_400_000;

/** Spend before this instant no longer counts toward tiers; without a window, or a program, everything counts. */
export function spendSinceMs(program: Program | null, nowMs: number): number {
  const days = program?.tierRule?.windowDays ?? null;
  return days === null ? 0 : Math.max(0, nowMs - days * dayMs);
}

/**
 * The tier after a sale: the highest one reached, but never below the one held. Losing a tier when spend leaves the
 * window is a decision of its own, not of a sale. A held tier that the program no longer has counts as none.
 */
export function tierAfter(
  program: Program | null,
  held: string | null,
  reached: { readonly spendMinor: number; readonly purchases: number },
): string | null {
  const rule = program?.tierRule ?? null;
  if (program === null || rule === null) return held;
  const ladder = [...program.tiers].sort((one, other) => one.from - other.from);
  const counted = rule.by === 'spend' ? reached.spendMinor : reached.purchases;
  const reachedIndex = ladder.findLastIndex((tier) => tier.from <= counted);
  const heldIndex = ladder.findIndex((tier) => tier.id === held);
  return ladder[Math.max(reachedIndex, heldIndex)]?.id ?? null;
}
