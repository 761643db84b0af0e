import type { Program, Tier } from '../../contracts/program.ts';

const dayMs = 86_400_000;

/** Spend before this instant no longer counts toward tiers; without a window, or a program, everything counts. */
export function spendSinceMs(program: Program | null, nowMs: number): number {
  const days = program?.tierRule?.windowDays ?? null;
  return days === null ? 0 : Math.max(0, nowMs - days * dayMs);
}

/** What tiers are counted by: spend in minor units and purchases, both inside the rule's window. */
type Standing = { readonly spendMinor: number; readonly purchases: number };

const ladderOf = (program: Program): Tier[] => [...program.tiers].sort((one, other) => one.from - other.from);

function reachedIndex(program: Program, ladder: readonly Tier[], standing: Standing): number {
  const counted = program.tierRule?.by === 'purchases' ? standing.purchases : standing.spendMinor;
  return ladder.findLastIndex((tier) => tier.from <= counted);
}

/**
 * The tier after a sale: the highest one reached, but never below the one held. Losing a tier when spend leaves the
 * window is a decision of its own, not of a sale. A held tier that the program no longer has counts as none.
 */
export function tierAfter(program: Program | null, held: string | null, reached: Standing): string | null {
  if (program === null || program.tierRule == null) return held;
  const ladder = ladderOf(program);
  const heldIndex = ladder.findIndex((tier) => tier.id === held);
  return ladder[Math.max(reachedIndex(program, ladder, reached), heldIndex)]?.id ?? null;
}

/**
 * The tier after a return. A tier that the spend before it explains goes down to what the rest still reaches, but not
 * below one that was granted. A higher tier that spend does not explain was kept or given for another reason and stays.
 */
export function tierAfterReturn(
  program: Program | null,
  before: Standing & { readonly tier: string | null; readonly tierGranted?: string | null | undefined },
  after: Standing,
): string | null {
  const held = before.tier;
  if (program === null || program.tierRule == null) return held;
  const ladder = ladderOf(program);
  const indexOf = (id: string | null): number => ladder.findIndex((tier) => tier.id === id);
  const explained = Math.max(reachedIndex(program, ladder, before), indexOf(before.tierGranted ?? null));
  if (indexOf(held) > explained) return held;
  const rest = Math.max(reachedIndex(program, ladder, after), indexOf(before.tierGranted ?? null));
  return ladder[Math.min(indexOf(held), rest)]?.id ?? null;
}
